import { connectApp, disconnectApp } from '../../../engine/staff/connect-app.ts';
import { addPasskey, beginAdding, offerPasskey } from '../../../engine/staff/passkeys/add-passkey.ts';
import {
  listPasskeys,
  removePasskey,
  renamePasskey,
} from '../../../engine/staff/passkeys/manage-passkeys.ts';
import { writeOffer } from '../../../engine/staff/second-step.ts';
import { endOtherSessions, listSessions } from '../../../engine/staff/sessions.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { findSite, siteOfForm } from '../entry/passkey-form.ts';
import { enrolment } from '../entry/second-step-routes.ts';
import { noErrors } from '../frame/form-errors.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { words as frameWords } from '../frame/words.ts';
import { connectAppPage, makePasskeyPage, waysPage } from './ways-page.ts';
import { words } from './ways-words.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Web } from '../../http/web.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { Inside } from '../frame/staff-route.ts';
import type { Ways } from './ways-page.ts';

/** What a form of this page sent wrongly. */
type Again = { status: number; errors: FormErrors<string>; typed?: Ways['typed'] };

const beside = (name: string, text: string): FormErrors<string> => ({
  fields: [{ name, text }],
  general: [],
});
const inGeneral = (text: string): FormErrors<string> => ({ fields: [], general: [text] });

/** One's own ways to sign in: passkeys, the app for codes, and where one is signed in. */
export function waysRoutes(app: FastifyInstance, web: Web): void {
  const draw = async (visit: Inside, again?: Again): Promise<FastifyReply> => {
    const { lang, actor, request, session } = visit;
    const ways: Ways = {
      person: session.person,
      passkeys: await listPasskeys(web.ctx, session),
      sessions: await listSessions(web.ctx, session),
      works: findSite(web, request) !== null,
      typed: again?.typed ?? { name: '' },
      errors: again?.errors ?? noErrors,
    };
    return sendStaffPage(web, visit, { status: again?.status ?? 200, ...waysPage(ways, actor, lang) });
  };
  const limited = (visit: Inside, retryAfter: number, typed?: Ways['typed']) => {
    void visit.reply.header('retry-after', retryAfter);
    const errors = inGeneral(words.limited[visit.lang]);
    return draw(visit, { status: 429, errors, ...(typed && { typed }) });
  };

  staffRoute(app, web, {
    method: 'GET',
    path: '/ways',
    rule: 'signed-in',
    handler: (visit) => draw(visit),
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/ways/passkeys',
    rule: 'signed-in',
    handler: async (visit) => {
      const { lang, actor, reply, session } = visit;
      const sent = formOf(visit, ['name', 'password']);
      siteOfForm(web, visit.request);
      const typed = { name: (sent['name'] ?? '').slice(0, 200) };
      const given = { name: typed.name, password: sent['password'] ?? '', place: actor.place };
      const result = await beginAdding(web.ctx, session, given);
      const again = (errors: FormErrors<string>) => draw(visit, { status: 422, errors, typed });
      switch (result.kind) {
        case 'begun':
          return sendOn(reply, `/${lang}/staff/ways/passkey`);
        case 'invalid-name':
          return again(beside('name', words.nameInvalid[lang]));
        case 'wrong':
          return again(beside('password', words.passwordWrong[lang]));
        case 'many':
          return again(inGeneral(words.many[lang]));
        case 'limited':
          return limited(visit, result.retryAfter, typed);
      }
    },
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/ways/passkey',
    rule: 'signed-in',
    handler: async (visit) => {
      const { lang, actor, reply, request, session } = visit;
      const site = findSite(web, request);
      const { portal } = await web.look();
      const offer = site === null ? null : await offerPasskey(web.ctx, session, site, portal.name[lang]);
      if (offer === null) return sendOn(reply, `/${lang}/staff/ways`);
      return sendStaffPage(web, visit, makePasskeyPage(offer, actor, lang));
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/ways/passkey',
    rule: 'signed-in',
    handler: async (visit) => {
      const { lang, actor, reply, request, session } = visit;
      const sent = formOf(visit, ['credential']);
      const from = { site: siteOfForm(web, request), place: actor.place };
      const result = await addPasskey(web.ctx, session, sent['credential'] ?? '', from);
      if (result.kind === 'added') return sendOn(reply, `/${lang}/staff/ways`);
      const said = result.kind === 'ended' ? words.tooLate : words.notAdded;
      return draw(visit, { status: 422, errors: inGeneral(said[lang]) });
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/ways/passkeys/:id/name',
    rule: 'signed-in',
    handler: async (visit) => {
      const { lang, reply, session } = visit;
      const id = idOf(visit);
      const control = `name-${id}`;
      const name = (formOf(visit, [control])[control] ?? '').slice(0, 200);
      const result = await renamePasskey(web.ctx, session, id, name);
      if (result.kind === 'unknown') throw new Refused('not-found');
      if (result.kind === 'done') return sendOn(reply, `/${lang}/staff/ways`);
      const errors = beside(control, words.nameInvalid[lang]);
      return draw(visit, { status: 422, errors, typed: { name: '', rename: { id, name } } });
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/ways/passkeys/:id/remove',
    rule: 'signed-in',
    handler: async (visit) => {
      const { lang, actor, reply, session } = visit;
      formOf(visit, []);
      const result = await removePasskey(web.ctx, session, idOf(visit), actor.place);
      if (result.kind === 'unknown') throw new Refused('not-found');
      if (result.kind === 'done') return sendOn(reply, `/${lang}/staff/ways`);
      return draw(visit, { status: 409, errors: inGeneral(words.last[lang]) });
    },
  });

  const drawApp = async (visit: Inside, status: number, errors: FormErrors<string>) => {
    const { lang, actor, session } = visit;
    const { portal } = await web.look();
    const offer = enrolment(writeOffer(web.ctx, session, portal.name[lang]), lang);
    return sendStaffPage(web, visit, { status, ...connectAppPage(offer, errors, actor, lang) });
  };

  staffRoute(app, web, {
    method: 'GET',
    path: '/ways/app',
    rule: 'signed-in',
    handler: async (visit) => {
      const { hasCodes, hasPassword } = visit.session.person;
      // Shown once: an app that is connected has its key, and nobody else needs it.
      if (hasCodes || !hasPassword) return sendOn(visit.reply, `/${visit.lang}/staff/ways`);
      return drawApp(visit, 200, noErrors);
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/ways/app',
    rule: 'signed-in',
    handler: async (visit) => {
      const { lang, actor, reply, session } = visit;
      const sent = formOf(visit, ['password', 'code']);
      if (session.person.hasCodes) return sendOn(reply, `/${lang}/staff/ways`);
      const given = { password: sent['password'] ?? '', code: sent['code'] ?? '', place: actor.place };
      const result = await connectApp(web.ctx, session, given);
      switch (result.kind) {
        case 'connected':
        case 'there':
          return sendOn(reply, `/${lang}/staff/ways`);
        case 'wrong-code':
          return drawApp(visit, 422, beside('code', frameWords.codeWrong[lang]));
        case 'wrong':
          return drawApp(visit, 422, beside('password', words.passwordWrong[lang]));
        case 'limited':
          void reply.header('retry-after', result.retryAfter);
          return drawApp(visit, 429, inGeneral(words.limited[lang]));
      }
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/ways/app/remove',
    rule: 'signed-in',
    handler: async (visit) => {
      const { lang, actor, reply, session } = visit;
      formOf(visit, []);
      const result = await disconnectApp(web.ctx, session, actor.place);
      if (result.kind === 'done') return sendOn(reply, `/${lang}/staff/ways`);
      return draw(visit, { status: 409, errors: inGeneral(words.appLast[lang]) });
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/ways/sessions/end',
    rule: 'signed-in',
    handler: async (visit) => {
      formOf(visit, []);
      await endOtherSessions(web.ctx, visit.session, visit.actor.place);
      return sendOn(visit.reply, `/${visit.lang}/staff/ways`);
    },
  });
}

function formOf({ request }: Inside, names: readonly string[]): Record<string, string> {
  const { sent, strange } = readForm(request, names);
  if (strange) throw new Refused('bad-form');
  return sent;
}

/** The passkey of an address; 0, which none has, for what is no number. */
function idOf({ params }: Inside): number {
  return /^[1-9][0-9]{0,14}$/.test(params['id'] ?? '') ? Number(params['id']) : 0;
}
