import { confirmDecision } from '../../../engine/review/confirm-decision.ts';
import { sendBack } from '../../../engine/review/send-back.ts';
import { readForm } from '../../http/form.ts';
import { Refused } from '../../http/refusals.ts';
import { emptyForm } from './case-form.ts';
import { preparing } from './case-prepared-words.ts';
import { back, conflict, idOf, show } from './case-routes.ts';
import { changedSaid, notAllowedSaid, said } from './case-said.ts';
import { words } from './case-words.ts';
import { staffRoute } from '../frame/staff-route.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../../http/web.ts';

/** Confirming what somebody else prepared, or sending it back to the office. */
export function confirmRoutes(app: FastifyInstance, web: Web): void {
  const { ctx } = web;

  staffRoute(app, web, {
    method: 'POST',
    path: '/applications/:id/confirm',
    rule: 'decision.confirm',
    handler: async (visit) => {
      const { lang, actor } = visit;
      const { sent, strange } = readForm(visit.request, ['revision']);
      if (strange) throw new Refused('bad-form');
      const id = idOf(visit);
      const result = await confirmDecision(ctx, actor, { id, revision: sent['revision'] ?? '' });
      switch (result.kind) {
        case 'confirmed':
          ctx.log.info('application.confirmed', { application: id, by: actor.id, kind: result.state });
          return back(visit);
        case 'not-found':
          throw new Refused('not-found');
        case 'invalid-revision':
          throw new Refused('bad-form');
        case 'own':
          return conflict(web, visit, said(preparing.own[lang], lang));
        case 'own-filing':
          return conflict(web, visit, said(preparing.ownFiling[lang], lang));
        case 'not-allowed':
          return conflict(web, visit, notAllowedSaid(result, lang));
        case 'changed':
          return conflict(web, visit, changedSaid(result.changes, lang));
        case 'outdated':
          return conflict(web, visit, said(preparing.outdated[lang], lang));
        case 'refused-by-rule':
          return conflict(web, visit, said(words.refusedByRule[lang], lang));
        case 'register-down':
          return conflict(web, visit, said(preparing.registerDown[lang], lang));
      }
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/applications/:id/send-back',
    rule: 'decision.confirm',
    handler: async (visit) => {
      const { lang } = visit;
      const { sent, strange } = readForm(visit.request, ['toOffice']);
      if (strange) throw new Refused('bad-form');
      const typed = { ...emptyForm.typed, toOffice: sent['toOffice'] ?? '' };
      const result = await sendBack(ctx, visit.actor, idOf(visit), typed.toOffice);
      switch (result.kind) {
        case 'sent-back':
          return back(visit);
        case 'not-found':
          throw new Refused('not-found');
        case 'own':
          return conflict(web, visit, said(preparing.own[lang], lang), { ...emptyForm, typed });
        case 'own-filing':
          return conflict(web, visit, said(preparing.ownFiling[lang], lang), { ...emptyForm, typed });
        case 'not-allowed':
          return conflict(web, visit, notAllowedSaid(result, lang), { ...emptyForm, typed });
        case 'invalid': {
          const text = { empty: preparing.toOfficeEmpty, 'too-long': preparing.toOfficeTooLong };
          const fields = [{ name: 'toOffice' as const, text: text[result.words][lang] }];
          return show(web, visit, 422, { ...emptyForm, typed, errors: { fields, general: [] } });
        }
      }
    },
  });
}
