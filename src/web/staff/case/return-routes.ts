import { openFields } from '../../../engine/journey/open-fields.ts';
import { previewReturn } from '../../../engine/review/preview-return.ts';
import { resume } from '../../../engine/review/resume-application.ts';
import { returnApplication } from '../../../engine/review/return-application.ts';
import { readForm } from '../../http/form.ts';
import { Refused } from '../../http/refusals.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { emptyForm } from './case-form.ts';
import { boxOf } from './case-return.ts';
import { back, conflict, idOf, show } from './case-routes.ts';
import { changedSaid, heldSaid, notAllowedSaid } from './case-said.ts';
import { words } from './return-words.ts';
import type { FastifyInstance } from 'fastify';
import type { InvalidReturn } from '../../../engine/review/read-return.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Web } from '../../http/web.ts';
import type { CaseForm } from './case-form.ts';

/** Returning an application to its contractor, and taking that back. */
export function returnRoutes(app: FastifyInstance, web: Web): void {
  const { ctx } = web;

  staffRoute(app, web, {
    method: 'POST',
    path: '/applications/:id/return',
    rule: 'application.decide',
    handler: async (visit) => {
      const { lang, actor } = visit;
      const names = [...new Set(ctx.services.flatMap(openFields))];
      const fields = ['revision', 'do', 'asked', ...names.map(boxOf)];
      const { sent, strange } = readForm(visit.request, fields);
      if (strange) throw new Refused('bad-form');
      const ticked = names.filter((name) => sent[boxOf(name)] === 'yes');
      const asked = sent['asked'] ?? '';
      const form: CaseForm = { ...emptyForm, typed: { ...emptyForm.typed, asked }, ticked };
      const id = idOf(visit);
      const wanted = { fields: ticked, words: asked };
      if (sent['do'] === 'preview') {
        const preview = await previewReturn(ctx, id, wanted);
        if (preview.kind === 'not-found') throw new Refused('not-found');
        if (preview.kind === 'invalid') return show(web, visit, 422, withMistakes(form, preview, lang));
        return show(web, visit, 200, { ...form, returnPreview: preview });
      }
      const result = await returnApplication(ctx, actor, { id, revision: sent['revision'] ?? '', ...wanted });
      switch (result.kind) {
        case 'returned':
          ctx.log.info('application.returned', { application: id, by: actor.id });
          return back(visit);
        case 'invalid':
          return show(web, visit, 422, withMistakes(form, result, lang));
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
      }
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/applications/:id/resume',
    rule: 'application.decide',
    handler: async (visit) => {
      const result = await resume(ctx, visit.actor, idOf(visit));
      switch (result.kind) {
        case 'resumed':
          ctx.log.info('application.resumed', { application: idOf(visit), by: visit.actor.id });
          return back(visit);
        case 'not-found':
          throw new Refused('not-found');
        case 'not-allowed':
          return conflict(web, visit, notAllowedSaid(result, visit.lang));
      }
    },
  });
}

function withMistakes(form: CaseForm, { fields, words: wrong }: InvalidReturn, lang: Lang): CaseForm {
  const ofWords = { needed: words.askedRequired, 'too-long': words.askedTooLong };
  const mistakes = [
    ...(fields ? [{ name: 'askedFor' as const, text: words.fieldsRequired[lang] }] : []),
    ...(wrong ? [{ name: 'asked' as const, text: ofWords[wrong][lang] }] : []),
  ];
  return { ...form, errors: { fields: mistakes, general: [] } };
}
