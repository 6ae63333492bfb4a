import { staffOrigin } from '../../../engine/audit/record.ts';
import { erasePerson } from '../../../engine/privacy/erase-person.ts';
import { exportPerson } from '../../../engine/privacy/export-person.ts';
import { findPerson, readWhose } from '../../../engine/privacy/find-person.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { emptyPrivacy, privacyPage } from './privacy-page.ts';
import { words } from './privacy-words.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { WhoseData } from '../../../engine/privacy/person.ts';
import type { Web } from '../../http/web.ts';
import type { Inside } from '../frame/staff-route.ts';
import type { PrivacyForm } from './privacy-page.ts';

/** Somebody's data: found, copied and erased at their request. Everything goes by POST, and is the answer itself. */
export function privacyRoutes(app: FastifyInstance, web: Web): void {
  const { ctx } = web;
  const rule = 'privacy.handle';

  staffRoute(app, web, {
    method: 'GET',
    path: '/privacy',
    rule,
    handler: (visit) => send(web, visit, 200, {}),
  });
  // Who reloads an answer, or changes the language on one, begins anew.
  for (const path of ['/privacy/copy', '/privacy/erase'])
    staffRoute(app, web, {
      method: 'GET',
      path,
      rule,
      handler: async ({ reply, lang }) => sendOn(reply, `/${lang}/staff/privacy`),
    });

  staffRoute(app, web, {
    method: 'POST',
    path: '/privacy',
    rule,
    handler: async (visit) => {
      const { typed, whose } = read(visit, []);
      if (whose === null) return wrongWhose(web, visit, typed);
      return send(web, visit, 200, { typed, plan: await findPerson(ctx, whose, staffOrigin(visit.actor)) });
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/privacy/copy',
    rule,
    handler: async (visit) => {
      const { typed, whose } = read(visit, []);
      if (whose === null) return wrongWhose(web, visit, typed);
      const copy = await exportPerson(ctx, whose, staffOrigin(visit.actor));
      void visit.reply.headers({
        'cache-control': 'no-store',
        'content-disposition': 'attachment; filename="personal-data.json"',
        'x-content-type-options': 'nosniff',
      });
      return visit.reply.type('application/json; charset=utf-8').send(`${JSON.stringify(copy, null, 2)}\n`);
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/privacy/erase',
    rule,
    handler: async (visit) => {
      const { lang, actor } = visit;
      const { typed, whose, sent } = read(visit, ['fingerprint', 'reason', 'sure']);
      if (whose === null) return wrongWhose(web, visit, typed);
      const again = async (status: number, name: 'reason' | 'sure', text: string) => {
        const plan = await findPerson(ctx, whose, staffOrigin(actor));
        return send(web, visit, status, { typed, plan, errors: { fields: [{ name, text }], general: [] } });
      };
      if (sent['sure'] !== 'yes') return again(422, 'sure', words.confirmNeeded[lang]);
      const wanted = { fingerprint: sent['fingerprint'] ?? '', reason: typed.reason };
      const result = await erasePerson(ctx, staffOrigin(actor), whose, wanted);
      switch (result.kind) {
        case 'erased':
          ctx.log.info('privacy.erased', { by: actor.id, applications: result.applications });
          return send(web, visit, 200, { done: result });
        case 'invalid': {
          const text = { empty: words.reasonEmpty, 'too-long': words.reasonTooLong }[result.reason];
          return again(422, 'reason', text[lang]);
        }
        case 'changed':
          return send(web, visit, 409, {
            typed,
            plan: result.plan,
            errors: { fields: [], general: [words.changed[lang]] },
          });
      }
    },
  });
}

function read(
  { request }: Inside,
  more: string[],
): { typed: PrivacyForm['typed']; whose: WhoseData | null; sent: Record<string, string> } {
  const { sent, strange } = readForm(request, ['contractor', 'phone', ...more]);
  if (strange) throw new Refused('bad-form');
  const short = (name: string, most: number) => (sent[name] ?? '').slice(0, most);
  const typed = {
    contractor: short('contractor', 40),
    phone: short('phone', 40),
    reason: short('reason', 2000),
  };
  return { typed, whose: readWhose(typed), sent };
}

function wrongWhose(web: Web, visit: Inside, typed: PrivacyForm['typed']): Promise<FastifyReply> {
  const fields = [{ name: 'contractor' as const, text: words.oneOfTwo[visit.lang] }];
  return send(web, visit, 422, { typed, errors: { fields, general: [] } });
}

function send(web: Web, visit: Inside, status: number, form: Partial<PrivacyForm>): Promise<FastifyReply> {
  return sendStaffPage(web, visit, {
    status,
    ...privacyPage({ ...emptyPrivacy, ...form }, visit.actor, visit.lang),
  });
}
