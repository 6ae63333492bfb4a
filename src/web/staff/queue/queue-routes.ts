import { takeNext } from '../../../engine/review/take-next.ts';
import { mostRowsOfPage, readQueue, rowsOfPage } from '../../../engine/review/queue.ts';
import { may } from '../../../engine/staff/roles.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { queuePage, queueQuery } from './queue-page.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Choice } from '../../../engine/define/settings.ts';
import type { QueueCounts, QueueQuery } from '../../../engine/review/queue.ts';
import type { Web } from '../../http/web.ts';
import type { QueueView } from './queue-page.ts';
import type { Inside } from '../frame/staff-route.ts';

type Which = keyof QueueCounts;

const filterOf: Record<Which, NonNullable<QueueQuery['filter']>> = {
  all: {},
  overdue: { overdue: true },
  mine: { mine: true },
  waiting: { state: 'waiting-for-register' },
  setAside: { state: 'set-aside' },
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
  const { actor, lang } = visit;
  const asksFor = visit.request.query as Record<string, unknown>;
  const { view, after } = readView(asksFor);
  const asked = search === null || search === '' ? {} : { search };
  const filter = { ...filterOf[view.which], ...(view.reason !== '' && { reason: view.reason }) };
  const queue = await readQueue(web.ctx, actor, {
    filter,
    after,
    rows: view.long || wrong !== null ? mostRowsOfPage : rowsOfPage,
    ...asked,
  });
  return sendStaffPage(web, visit, {
    status: wrong === null ? 200 : 422,
    ...queuePage(
      queue,
      view,
      {
        reasons: await reasonsOf(web),
        search: 'search' in asked ? asked.search : null,
        mayTake: may(actor.role, 'application.take'),
        nothingNext,
        picks: may(actor.role, 'application.decide')
          ? {
              query: queueQuery(view, after),
              search: 'search' in asked ? asked.search : null,
              all: all || asksFor['all'] === '1',
              picked: wrong?.picked ?? [],
            }
          : null,
        wrong: wrong?.text ?? null,
      },
      actor,
      lang,
    ),
  });
}

/** What an address asks of the queue; what it says wrongly is left out. */
function readView(query: Record<string, unknown>): {
  view: QueueView;
  after: (QueueQuery['after'] & object) | null;
} {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  const which = Object.keys(filterOf).find((each): each is Which => each === text('which')) ?? 'all';
  const reason = /^[a-z][a-z0-9-]{0,39}$/.test(text('reason')) ? text('reason') : '';
  const place = /^(\d{4}-\d{2}-\d{2})\.([1-9]\d{0,14})$/.exec(text('after'));
  const after = place ? { promisedOn: place[1] ?? '', id: Number(place[2]) } : null;
  return { view: { which, reason, isFirst: after === null, long: text('rows') === '100' }, after };
}

/** The reasons of all services, by the city's lists of today. */
async function reasonsOf(web: Web): Promise<Choice[]> {
  const settings = await web.ctx.settings.now();
  const all = web.ctx.services.flatMap((service) => {
    const name = service.review.reason;
    const answer = name === null ? undefined : service.answers[name];
    if (answer?.kind !== 'choice') return [];
    return (settings.of(service)[answer.from]?.value ?? []) as Choice[];
  });
  return [...new Map(all.map((choice) => [choice.code, choice])).values()];
}
