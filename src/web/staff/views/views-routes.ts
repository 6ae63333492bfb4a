import {
  forgetView,
  listViews,
  openFirst,
  renameView,
  saveView,
} from '../../../engine/queue-views/keep-views.ts';
import { isQueuePart } from '../../../engine/queue-views/view.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { reasonsOf, showUnsaved } from '../queue/queue-routes.ts';
import { viewsPage } from './views-page.ts';
import { words } from './views-words.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { WrongName } from '../../../engine/queue-views/keep-views.ts';
import type { Web } from '../../http/web.ts';
import type { Inside } from '../frame/staff-route.ts';
import type { RenameForm } from './views-page.ts';

const wrongWords = { empty: words.nameEmpty, 'too-long': words.nameTooLong, taken: words.nameTaken };

/** The views of the queue that somebody keeps: saving one, and all that is done with it. */
export function viewsRoutes(app: FastifyInstance, web: Web): void {
  const { ctx } = web;

  staffRoute(app, web, {
    method: 'GET',
    path: '/queue/views',
    rule: 'view.keep',
    handler: (visit) => list(web, visit, 200, null),
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/queue/views',
    rule: 'view.keep',
    handler: async (visit) => {
      const { lang } = visit;
      const { sent, strange } = readForm(visit.request, ['name', 'part', 'reason']);
      const { name = '', part = '', reason = '' } = sent;
      if (strange || !isQueuePart(part) || !/^(?:[a-z][a-z0-9-]{0,39})?$/.test(reason))
        throw new Refused('bad-form');
      const result = await saveView(ctx, visit.actor, { name, part, reason });
      if (result.kind === 'saved') return sendOn(visit.reply, `/${lang}/staff/queue?view=${result.id}`);
      const errors =
        result.kind === 'invalid'
          ? { fields: [{ name: 'name' as const, text: wrongWords[result.name][lang] }], general: [] }
          : { fields: [], general: [words.tooMany[lang]] };
      const view = { which: part, reason, isFirst: true, saved: null, long: false };
      return showUnsaved(web, visit, view, { typed: name, errors });
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/queue/views/:id/rename',
    rule: 'view.keep',
    handler: async (visit) => {
      const id = idOf(visit);
      const field = `name-${id}`;
      const { sent, strange } = readForm(visit.request, [field]);
      if (strange) throw new Refused('bad-form');
      const typed = sent[field] ?? '';
      const result = await renameView(ctx, visit.actor, id, typed);
      if (result.kind === 'invalid')
        return list(web, visit, 422, { id, typed, errors: errorsOf(field, result, visit) });
      return done(visit, result);
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/queue/views/:id/first',
    rule: 'view.keep',
    handler: async (visit) => {
      const { sent, strange } = readForm(visit.request, ['first']);
      if (strange) throw new Refused('bad-form');
      return done(visit, await openFirst(ctx, visit.actor, idOf(visit), sent['first'] === 'yes'));
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/queue/views/:id/delete',
    rule: 'view.keep',
    handler: async (visit) => done(visit, await forgetView(ctx, visit.actor, idOf(visit))),
  });
}

async function list(web: Web, visit: Inside, status: number, form: RenameForm | null): Promise<FastifyReply> {
  const views = await listViews(web.ctx, visit.actor);
  const page = viewsPage(views, await reasonsOf(web), form, visit.actor, visit.lang);
  return sendStaffPage(web, visit, { status, ...page });
}

function errorsOf(field: string, { name }: WrongName, { lang }: Inside): RenameForm['errors'] {
  return { fields: [{ name: field, text: wrongWords[name][lang] }], general: [] };
}

function done(visit: Inside, { kind }: { kind: string }): FastifyReply {
  if (kind === 'not-found') throw new Refused('not-found');
  return sendOn(visit.reply, `/${visit.lang}/staff/queue/views`);
}

/** The number of a view in an address; no other person's is found by it. */
function idOf({ params }: Inside): number {
  const text = params['id'] ?? '';
  if (!/^[1-9][0-9]{0,14}$/.test(text)) throw new Refused('not-found');
  return Number(text);
}
