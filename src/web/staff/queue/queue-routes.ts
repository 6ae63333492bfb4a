import { listViews } from '../../../engine/queue-views/keep-views.ts';
import { isQueuePart } from '../../../engine/queue-views/view.ts';
import { twoPairsOf } from '../../../engine/settings/of-service.ts';
import { takeNext } from '../../../engine/review/take-next.ts';
import { mostRowsOfPage, readQueue, rowsOfPage } from '../../../engine/review/queue.ts';
import { openObjections } from '../../../engine/objections/list-objections.ts';
import { phonesToConfirm } from '../../../engine/phone-changes/confirm-phone-change.ts';
import { may } from '../../../engine/staff/roles.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { queuePage, queueQuery } from './queue-page.ts';
import { noErrors } from '../frame/form-errors.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Choice } from '../../../engine/define/settings.ts';
import type { QueuePart, SavedView } from '../../../engine/queue-views/view.ts';
import type { Queue, QueueQuery } from '../../../engine/review/queue.ts';
import type { Web } from '../../http/web.ts';
import type { Picks } from '../many/many-bar.ts';
import type { QueueView } from './queue-view.ts';
import type { Inside } from '../frame/staff-route.ts';
import type { SavedViews } from '../views/view-tabs.ts';

const filterOf: Record<QueuePart, NonNullable<QueueQuery['filter']>> = {
  all: {},
  overdue: { overdue: true },
  mine: { mine: true },
  waiting: { state: 'waiting-for-register' },
  toConfirm: { state: 'to-confirm' },
  returned: { state: 'returned' },
  setAside: { state: 'set-aside' },
  approved: {},
  refused: {},
  dueToday: { dueToday: true },
  backToday: { backToday: true },
};

/** The queue, its search, and «the next one». */
export function queueRoutes(app: FastifyInstance, web: Web): void {
  staffRoute(app, web, {
    method: 'GET',
    path: '/queue',
    rule: 'queue.read',
    handler: (visit) => showQueue(web, visit, { search: null }),
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/queue',
    rule: 'queue.read',
    handler: (visit) => {
      const { sent, strange } = readForm(visit.request, ['search', 'all']);
      if (strange) throw new Refused('bad-form');
      return showQueue(web, visit, { search: sent['search']?.trim() ?? '', all: sent['all'] === '1' });
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/next',
    rule: 'application.take',
    handler: async (visit) => {
      const id = await takeNext(web.ctx, visit.actor);
      if (id === null) return showQueue(web, visit, { search: null, nothingNext: true });
      return sendOn(visit.reply, `/${visit.lang}/staff/applications/${id}`);
    },
  });
}

/**
 * Sends the queue: the part of it that the address asks for, or what a search finds. `wrong`: what is wrong with what was
 * picked to be worked on at once.
 */
export async function showQueue(
  web: Web,
  visit: Inside,
  {
    search,
    all = false,
    nothingNext = false,
    wrong = null,
  }: {
    search: string | null;
    all?: boolean;
    nothingNext?: boolean;
    wrong?: { text: string; picked: readonly number[] } | null;
  },
): Promise<FastifyReply> {
  const views = await listViews(web.ctx, visit.actor);
  const query = visit.request.query as Record<string, unknown>;
  // A search goes through everything, whatever the queue opens with.
  const { view, after } = readView(query, search === null ? views : []);
  const asked = search === null || search === '' ? {} : { search };
  return send(web, visit, wrong === null ? 200 : 422, {
    view,
    asked: { after, ...asked },
    saved: { views, typed: '', errors: noErrors },
    picks: { all: all || query['all'] === '1', picked: wrong?.picked ?? [] },
    wrong: wrong?.text ?? null,
    nothingNext,
  });
}

/** The queue again, after a view of it that could not be saved, with what was typed. */
export async function showUnsaved(
  web: Web,
  visit: Inside,
  view: QueueView,
  form: Pick<SavedViews, 'typed' | 'errors'>,
): Promise<FastifyReply> {
  const views = await listViews(web.ctx, visit.actor);
  return send(web, visit, 422, {
    view,
    asked: { after: null },
    saved: { views, ...form },
    picks: { all: false, picked: [] },
    wrong: null,
    nothingNext: false,
  });
}

async function send(
  web: Web,
  visit: Inside,
  status: number,
  shown: {
    view: QueueView;
    asked: Pick<QueueQuery, 'search'> & { after: Queue['next'] };
    saved: Omit<SavedViews, 'mayKeep'>;
    picks: Pick<Picks, 'all' | 'picked'>;
    wrong: string | null;
    nothingNext: boolean;
  },
): Promise<FastifyReply> {
  const { actor, lang } = visit;
  const { view, asked, saved, picks, wrong, nothingNext } = shown;
  const filter = { ...filterOf[view.which], ...(view.reason !== '' && { reason: view.reason }) };
  const decided = view.which === 'approved' || view.which === 'refused' ? { decided: view.which } : {};
  const rows = view.long || wrong !== null ? mostRowsOfPage : rowsOfPage;
  const queue = await readQueue(web.ctx, actor, { filter, ...decided, rows, ...asked });
  const settings = await web.ctx.settings.now();
  const search = asked.search ?? null;
  const more = {
    reasons: await reasonsOf(web),
    search,
    mayTake: may(actor.role, 'application.take'),
    nothingNext,
    twoPairs: web.ctx.services.some((service) => twoPairsOf(settings, service) !== 'off'),
    saved: { ...saved, mayKeep: may(actor.role, 'view.keep') },
    picks: may(actor.role, 'application.decide')
      ? { query: queueQuery(view, asked.after), search, ...picks }
      : null,
    wrong,
    objections: await openObjections(web.ctx),
    phones: await phonesToConfirm(web.ctx),
  };
  return sendStaffPage(web, visit, { status, ...queuePage(queue, view, more, actor, lang) });
}

/** What an address asks of the queue; what it says wrongly is left out. An address that asks nothing is the person's first view. */
function readView(
  query: Record<string, unknown>,
  views: readonly SavedView[],
): { view: QueueView; after: (QueueQuery['after'] & object) | null } {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  const place = /^(\d{4}-\d{2}-\d{2}|decided)\.([1-9]\d{0,14})$/.exec(text('after'));
  const id = Number(place?.[2]);
  const after =
    place === null ? null : place[1] === 'decided' ? { decision: id } : { promisedOn: place[1] ?? '', id };
  const isFirst = after === null;
  const isPlain = !['which', 'reason', 'view'].some((name) => name in query);
  const saved = views.find((view) => (isPlain ? view.opensFirst : String(view.id) === text('view')));
  const long = text('rows') === '100';
  if (saved)
    return { view: { which: saved.part, reason: saved.reason, isFirst, saved: saved.id, long }, after };
  const which = isQueuePart(text('which')) ? (text('which') as QueuePart) : 'all';
  const reason = /^[a-z][a-z0-9-]{0,39}$/.test(text('reason')) ? text('reason') : '';
  return { view: { which, reason, isFirst, saved: null, long }, after };
}

/** The reasons of all services, by the city's lists of today. */
export async function reasonsOf(web: Web): Promise<Choice[]> {
  const settings = await web.ctx.settings.now();
  const all = web.ctx.services.flatMap((service) => {
    const name = service.review.reason;
    const answer = name === null ? undefined : service.answers[name];
    if (answer?.kind !== 'choice') return [];
    return (settings.of(service)[answer.from]?.value ?? []) as Choice[];
  });
  return [...new Map(all.map((choice) => [choice.code, choice])).values()];
}
