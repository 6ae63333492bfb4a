import { answerObjection } from '../../../engine/objections/answer-objection.ts';
import { readObjections } from '../../../engine/objections/list-objections.ts';
import { objectionPlace } from '../../../engine/objections/objection-place.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { emptyForm } from '../case/case-form.ts';
import { conflict, idOf, show } from '../case/case-routes.ts';
import { said } from '../case/case-said.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { objectionsPage } from './objections-page.ts';
import { words } from './objections-words.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../../http/web.ts';
import type { CaseForm } from '../case/case-form.ts';

/** The objections to refusals, and answering one in the view of its application. */
export function objectionsRoutes(app: FastifyInstance, web: Web): void {
  const { ctx } = web;

  staffRoute(app, web, {
    method: 'GET',
    path: '/objections',
    rule: 'objection.read',
    handler: async (visit) =>
      sendStaffPage(web, visit, objectionsPage(await readObjections(ctx), visit.actor, visit.lang)),
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/objections/:id',
    rule: 'objection.answer',
    handler: async (visit) => {
      const { lang, actor } = visit;
      const { sent, strange } = readForm(visit.request, ['answer', 'answerWords']);
      if (strange) throw new Refused('bad-form');
      const { answer = '', answerWords = '' } = sent;
      const id = idOf(visit);
      const application = await objectionPlace(ctx, id);
      if (application === null) throw new Refused('not-found');
      // What follows is drawn in the view of the application.
      const there = { ...visit, params: { ...visit.params, id: String(application) } };
      const form: CaseForm = { ...emptyForm, typed: { ...emptyForm.typed, answer, answerWords } };
      const result = await answerObjection(ctx, actor, { id, answer, words: answerWords });
      switch (result.kind) {
        case 'answered':
          ctx.log.info('objection.answered', { application, by: actor.id, answer: result.answer });
          return sendOn(visit.reply, `/${lang}/staff/applications/${application}`);
        case 'invalid': {
          const ofWords = { needed: words.wordsNeeded, 'too-long': words.wordsTooLong };
          const fields = [
            ...(result.answer ? [{ name: 'answer' as const, text: words.answerNeeded[lang] }] : []),
            ...(result.words ? [{ name: 'answerWords' as const, text: ofWords[result.words][lang] }] : []),
          ];
          return show(web, there, 422, { ...form, errors: { fields, general: [] } });
        }
        case 'there':
          return conflict(web, there, said(words.there[lang], lang), form);
        case 'own-refusal':
          return conflict(web, there, said(words.ownRefusal[lang], lang), form);
        case 'taken-meanwhile':
          return conflict(web, there, said(words.takenMeanwhile[lang], lang), form);
        case 'not-allowed':
          throw new Refused('not-allowed');
        case 'not-found':
          throw new Refused('not-found');
      }
    },
  });
}
