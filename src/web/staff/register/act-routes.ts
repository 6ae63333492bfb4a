import { acts } from '../../../engine/registers/office/act.ts';
import { doAct } from '../../../engine/registers/office/do-act.ts';
import { previewAct } from '../../../engine/registers/office/preview-act.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { actErrors, actPage, freshAct } from './act-page.ts';
import { idOf } from './row-id.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Act } from '../../../engine/registers/office/act.ts';
import type { Web } from '../../http/web.ts';
import type { ActView } from './act-page.ts';
import type { Inside } from '../frame/staff-route.ts';

/** Withdrawing, restoring, suspending, reinstating: first a page that says what it would hit, then the act. */
export function actRoutes(app: FastifyInstance, web: Web): void {
  for (const act of Object.keys(acts) as Act[]) {
    const { of, rule } = acts[act];
    const path = `/register/${of}s/:id/${act}`;
    staffRoute(app, web, {
      method: 'GET',
      path,
      rule,
      handler: (visit) => show(web, visit, act, 200, () => freshAct),
    });
    staffRoute(app, web, { method: 'POST', path, rule, handler: (visit) => done(web, visit, act) });
  }
}

async function done(web: Web, visit: Inside, act: Act): Promise<FastifyReply> {
  const { lang, actor } = visit;
  const { sent, strange } = readForm(visit.request, ['reason', 'words', 'day', 'revision']);
  if (strange) throw new Refused('bad-form');
  const { reason = '', words = '', day = '', revision = '' } = sent;
  const typed = { reason, words, day };
  const result = await doAct(web.ctx, actor, { act, id: idOf(visit), revision, ...typed });
  switch (result.kind) {
    case 'done':
      web.ctx.log.info('register.changed', { act, id: idOf(visit), by: actor.id });
      return sendOn(visit.reply, `/${lang}/staff/register/${acts[act].of}s/${idOf(visit)}`);
    case 'not-found':
      throw new Refused('not-found');
    case 'not-allowed':
      throw new Refused('not-allowed');
    case 'already':
      return show(web, visit, act, 409, () => freshAct);
    case 'changed':
      return show(web, visit, act, 409, () => ({ ...freshAct, typed, changed: true }));
    case 'invalid':
      return show(web, visit, act, 422, ({ bounds, today }) => ({
        typed,
        errors: actErrors(result.mistakes, bounds, today, lang),
        changed: false,
      }));
  }
}

type Preview = NonNullable<Awaited<ReturnType<typeof previewAct>>>;

async function show(
  web: Web,
  visit: Inside,
  act: Act,
  status: number,
  view: (preview: Preview) => ActView,
): Promise<FastifyReply> {
  const preview = await previewAct(web.ctx, act, idOf(visit));
  if (preview === null) throw new Refused('not-found');
  return sendStaffPage(web, visit, { status, ...actPage(preview, view(preview), visit.actor, visit.lang) });
}
