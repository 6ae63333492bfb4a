import { decide } from '../../../engine/review/decide.ts';
import { openCase } from '../../../engine/review/open-case.ts';
import { previewDecision } from '../../../engine/review/preview-decision.ts';
import { release, take } from '../../../engine/review/take-application.ts';
import { undoDecision } from '../../../engine/review/undo-decision.ts';
import { writeNote } from '../../../engine/review/write-note.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { html } from '../../ui/html.ts';
import { changedSaid, heldSaid, notAllowedSaid, refusalErrors, said } from './case-said.ts';
import { emptyForm } from './case-form.ts';
import { casePage } from './case-page.ts';
import { termErrors } from './case-term.ts';
import { preparing } from './case-prepared-words.ts';
import { words } from './case-words.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { InvalidTerm } from '../../../engine/review/adjust-term.ts';
import type { Case } from '../../../engine/review/open-case.ts';
import type { InvalidRefusal } from '../../../engine/review/read-refusal.ts';
import type { Web } from '../../http/web.ts';
import type { Html } from '../../ui/html.ts';
import type { CaseForm } from './case-form.ts';
import type { Inside } from '../frame/staff-route.ts';

/** The one view of an application, and everything that is done there. */
export function caseRoutes(app: FastifyInstance, web: Web): void {
  const { ctx } = web;
  const path = '/applications/:id';

  staffRoute(app, web, {
    method: 'GET',
    path,
    rule: 'application.read',
    handler: async (visit) => show(web, visit, 200, emptyForm),
  });

  staffRoute(app, web, {
    method: 'POST',
    path: `${path}/take`,
    rule: 'application.take',
    handler: async (visit) => {
      const result = await take(ctx, visit.actor, idOf(visit));
      if (result.kind === 'taken') return back(visit);
      if (result.kind === 'not-found') throw new Refused('not-found');
      return conflict(
        web,
        visit,
        result.kind === 'held' ? heldSaid(result, visit.lang) : notAllowedSaid(result, visit.lang),
      );
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: `${path}/release`,
    rule: 'application.take',
    handler: async (visit) => {
      await release(ctx, visit.actor, idOf(visit));
      return back(visit);
    },
  });

  for (const kind of ['approve', 'refuse'] as const)
    staffRoute(app, web, {
      method: 'POST',
      path: `${path}/${kind}`,
      rule: 'application.decide',
      handler: async (visit) => {
        const own = kind === 'approve' ? ['adjust', 'until', 'termReason'] : ['reason', 'words'];
        const fields = ['revision', 'do', ...own];
        const { sent, strange } = readForm(visit.request, fields);
        if (strange) throw new Refused('bad-form');
        const { reason = '', words: said = '', until = '', termReason = '' } = sent;
        const typed = { ...emptyForm.typed, reason, words: said, until, termReason };
        const form = { ...emptyForm, typed };
        const id = idOf(visit);
        const adjust = sent['adjust'] === 'yes' ? { adjust: { until, reason: termReason } } : {};
        const wanted = kind === 'approve' ? { kind, ...adjust } : { kind, reason, words: said };
        if (sent['do'] === 'preview') {
          const preview = await previewDecision(ctx, id, wanted);
          if (preview.kind === 'invalid') return show(web, visit, 422, withMistakes(form, preview, visit));
          if (preview.kind === 'invalid-term') return show(web, visit, 422, form, preview);
          return show(web, visit, 200, { ...form, preview });
        }
        return decideNow(web, visit, form, { id, revision: sent['revision'] ?? '', ...wanted });
      },
    });

  staffRoute(app, web, {
    method: 'POST',
    path: `${path}/undo`,
    rule: 'decision.undo',
    handler: async (visit) => {
      const { lang } = visit;
      const result = await undoDecision(ctx, visit.actor, idOf(visit));
      switch (result.kind) {
        case 'undone':
          return back(visit);
        case 'not-found':
          throw new Refused('not-found');
        case 'not-allowed':
          return conflict(web, visit, notAllowedSaid(result, lang));
        case 'not-yours':
          return conflict(web, visit, said(words.notYours[lang].replace('{name}', result.by), lang));
        case 'too-late':
          return conflict(web, visit, said(words.tooLate[lang], lang));
        case 'taken-meanwhile':
          return conflict(web, visit, said(words.takenMeanwhile[lang], lang));
      }
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: `${path}/note`,
    rule: 'application.note',
    handler: async (visit) => {
      const { lang } = visit;
      const { sent, strange } = readForm(visit.request, ['note', 'day']);
      if (strange) throw new Refused('bad-form');
      const { note = '', day = '' } = sent;
      const typed = { ...emptyForm.typed, note, day };
      const result = await writeNote(ctx, visit.actor, idOf(visit), {
        words: note,
        bringForwardOn: day.trim() === '' ? null : day,
      });
      switch (result.kind) {
        case 'noted':
          return back(visit);
        case 'not-found':
          throw new Refused('not-found');
        case 'held':
          return conflict(web, visit, heldSaid(result, lang), { ...emptyForm, typed });
        case 'not-allowed':
          return conflict(web, visit, notAllowedSaid(result, lang), { ...emptyForm, typed });
        case 'invalid': {
          const saidOf = { empty: words.noteEmpty, 'too-long': words.noteTooLong };
          const dayOf = { 'not-a-day': words.notADay, 'not-later': words.notLater, 'too-far': words.tooFar };
          const fields = [
            ...(result.words ? [{ name: 'note' as const, text: saidOf[result.words][lang] }] : []),
            ...(result.bringForwardOn
              ? [{ name: 'day' as const, text: dayOf[result.bringForwardOn][lang] }]
              : []),
          ];
          return show(web, visit, 422, { ...emptyForm, typed, errors: { fields, general: [] } });
        }
      }
    },
  });
}

async function decideNow(
  web: Web,
  visit: Inside,
  form: CaseForm,
  wanted: Parameters<typeof decide>[2],
): Promise<FastifyReply> {
  const { lang } = visit;
  const result = await decide(web.ctx, visit.actor, wanted);
  switch (result.kind) {
    case 'prepared':
      return back(visit);
    case 'decided':
      web.ctx.log.info('application.decided', {
        application: wanted.id,
        by: visit.actor.id,
        kind: result.state,
      });
      return back(visit);
    case 'invalid':
      return show(web, visit, 422, withMistakes(form, result, visit));
    case 'invalid-term':
      return show(web, visit, 422, form, result);
    case 'not-found':
      throw new Refused('not-found');
    case 'invalid-revision':
      throw new Refused('bad-form');
    case 'held':
      return conflict(web, visit, heldSaid(result, lang), form);
    case 'not-allowed':
      return conflict(web, visit, notAllowedSaid(result, lang), form);
    case 'changed':
      return conflict(web, visit, changedSaid(result.changes, lang), form);
    case 'refused-by-rule':
      return conflict(web, visit, said(words.refusedByRule[lang], lang), form);
    case 'own-filing':
      return conflict(web, visit, said(preparing.ownFiling[lang], lang), form);
    case 'register-down':
      return conflict(web, visit, said(words.registerDown[lang], lang), form);
  }
}

function withMistakes(form: CaseForm, wrong: InvalidRefusal, { lang }: Inside): CaseForm {
  return { ...form, errors: { fields: refusalErrors(wrong, form.typed, lang), general: [] } };
}

/** The number of an application in an address. */
export function idOf({ params }: Inside): number {
  const text = params['id'] ?? '';
  if (!/^[1-9][0-9]{0,14}$/.test(text)) throw new Refused('not-found');
  return Number(text);
}

/** The view with what was typed. `term`: what is wrong with another last day, which the case's own bounds explain. */
export async function show(
  web: Web,
  visit: Inside,
  status: number,
  form: CaseForm,
  term?: InvalidTerm,
): Promise<FastifyReply> {
  const each: Case | null = await openCase(web.ctx, visit.actor, idOf(visit));
  if (each === null) throw new Refused('not-found');
  const errors = term ? termErrors(term, each.lastDays, visit.lang) : form.errors;
  return sendStaffPage(web, visit, {
    status,
    ...casePage(each, { ...form, errors }, visit.actor, visit.lang),
  });
}

/** Something stands in the way: it is said above the application as it is now, with what was typed. */
export function conflict(
  web: Web,
  visit: Inside,
  message: Html,
  { typed, ticked }: Pick<CaseForm, 'typed' | 'ticked'> = emptyForm,
): Promise<FastifyReply> {
  return show(web, visit, 409, { ...emptyForm, typed, ticked, said: html`${message}` });
}

/** To the view, so that reloading repeats nothing. */
export function back({ reply, lang, params }: Inside): FastifyReply {
  return sendOn(reply, `/${lang}/staff/applications/${params['id']}`);
}
