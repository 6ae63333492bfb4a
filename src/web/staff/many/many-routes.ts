import { batchActions } from '../../../engine/review/many/batch.ts';
import { foreseeBatch } from '../../../engine/review/many/foresee.ts';
import { makeBatch } from '../../../engine/review/many/make-batch.ts';
import { listBatches, readBatch } from '../../../engine/review/many/read-batch.ts';
import { confirmBatch, goOn } from '../../../engine/review/many/run-batch.ts';
import { undoBatch } from '../../../engine/review/many/undo-batch.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { refusalErrors } from '../case/case-said.ts';
import { noErrors } from '../frame/form-errors.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { showQueue } from '../queue/queue-routes.ts';
import { historyPage } from './history-page.ts';
import { pickedOf } from './many-bar.ts';
import { dryRunPage, resultPage } from './many-page.ts';
import { words } from './many-words.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Web } from '../../http/web.ts';
import type { ConfirmForm } from './many-page.ts';
import type { Inside } from '../frame/staff-route.ts';

/** Doing the same with many applications: what would happen, what happened, and taking it back. */
export function manyRoutes(app: FastifyInstance, web: Web): void {
  const { ctx } = web;
  const rule = 'application.decide';

  staffRoute(app, web, {
    method: 'GET',
    path: '/many',
    rule,
    handler: async (visit) =>
      sendStaffPage(web, visit, historyPage(await listBatches(ctx, visit.actor), visit.actor, visit.lang)),
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/many',
    rule,
    handler: async (visit) => {
      const { lang, actor, request } = visit;
      const { names, ids } = pickedOf(request.body);
      const { sent, strange } = readForm(request, ['do', 'search', ...names]);
      if (strange) throw new Refused('bad-form');
      const action = batchActions.find((each) => each === sent['do']);
      const search = sent['search'] ?? '';
      const wrong = (text: string) =>
        showQueue(web, visit, { search: search === '' ? null : search, wrong: { text, picked: ids } });
      if (action === undefined) return wrong(words.chooseAction[lang]);
      const made = await makeBatch(ctx, actor, action, ids);
      switch (made.kind) {
        case 'made':
          return sendOn(visit.reply, `/${lang}/staff/many/${made.id}`);
        case 'none':
          return wrong(words.pickSome[lang]);
        case 'too-many':
          return wrong(words.tooMany[lang]);
        case 'not-allowed':
          throw new Refused('not-allowed');
      }
    },
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/many/:id',
    rule,
    handler: (visit) => show(visit, 200, emptyForm),
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/many/:id/look',
    rule,
    handler: async (visit) => {
      const { sent, strange } = readForm(visit.request, ['do']);
      if (strange) throw new Refused('bad-form');
      const again = sent['do'] === 'again';
      const looked = await foreseeBatch(ctx, visit.actor, idOf(visit), { again });
      if (looked === 'not-found') throw new Refused('not-found');
      return back(visit);
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/many/:id/confirm',
    rule,
    handler: async (visit) => {
      const { lang, actor, request } = visit;
      const { names, ids } = pickedOf(request.body);
      const { sent, strange } = readForm(request, ['reason', 'words', ...names]);
      if (strange) throw new Refused('bad-form');
      const typed = { reason: sent['reason'] ?? '', words: sent['words'] ?? '' };
      const result = await confirmBatch(ctx, actor, idOf(visit), { chosen: ids, ...typed });
      const form = { typed, ticked: ids, errors: noErrors };
      switch (result.kind) {
        case 'confirmed':
          return back(visit);
        case 'none':
          return show(visit, 422, { ...form, errors: { fields: [], general: [words.noneChosen[lang]] } });
        case 'invalid':
          return show(visit, 422, {
            ...form,
            errors: { fields: refusalErrors(result, typed, lang), general: [] },
          });
        case 'not-found':
          throw new Refused('not-found');
      }
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/many/:id/go-on',
    rule,
    handler: async (visit) => {
      if ((await goOn(ctx, visit.actor, idOf(visit))) === 'not-found') throw new Refused('not-found');
      return back(visit);
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/many/:id/undo',
    rule: 'decision.undo',
    handler: async (visit) => {
      const { sent, strange } = readForm(visit.request, ['row']);
      const row = sent['row'] ?? '';
      if (strange || !/^(?:all|[1-9][0-9]{0,14})?$/.test(row)) throw new Refused('bad-form');
      if (row === '') return back(visit);
      const which = row === 'all' ? row : Number(row);
      const undone = await undoBatch(ctx, visit.actor, idOf(visit), which);
      if (undone === 'not-found') throw new Refused('not-found');
      return back(visit);
    },
  });

  async function show(visit: Inside, status: number, form: ConfirmForm): Promise<FastifyReply> {
    const { actor, lang } = visit;
    const read = await readBatch(ctx, actor, idOf(visit));
    if (read === null) throw new Refused('not-found');
    const shown = { ...read, services: ctx.services };
    const page =
      read.batch.confirmedAt === null
        ? { ...dryRunPage(shown, form, actor, lang), status }
        : resultPage(shown, actor, lang);
    return sendStaffPage(web, visit, page);
  }
}

const emptyForm: ConfirmForm = { typed: { reason: '', words: '' }, ticked: null, errors: noErrors };

/** The number of a batch in an address. */
function idOf({ params }: Inside): number {
  const text = params['id'] ?? '';
  if (!/^[1-9][0-9]{0,14}$/.test(text)) throw new Refused('not-found');
  return Number(text);
}

function back({ reply, lang, params }: Inside): FastifyReply {
  return sendOn(reply, `/${lang}/staff/many/${params['id']}`);
}
