import { confirmPhoneChange } from '../../../engine/phone-changes/confirm-phone-change.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { conflict, idOf } from '../case/case-routes.ts';
import { said } from '../case/case-said.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { words } from './phone-words.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../../http/web.ts';

/** The office's word on another phone that is not the register's. */
export function phoneRoutes(app: FastifyInstance, web: Web): void {
  staffRoute(app, web, {
    method: 'POST',
    path: '/phones/:id',
    rule: 'phone.confirm',
    handler: async (visit) => {
      const { sent, strange } = readForm(visit.request, ['do']);
      const wanted = sent['do'];
      if (strange || (wanted !== 'confirm' && wanted !== 'decline')) throw new Refused('bad-form');
      const id = idOf(visit);
      const result = await confirmPhoneChange(web.ctx, visit.actor, { id, confirm: wanted === 'confirm' });
      switch (result.kind) {
        case 'changed':
        case 'declined':
          return sendOn(visit.reply, `/${visit.lang}/staff/applications/${result.applicationId}`);
        case 'over': {
          const there = { ...visit, params: { ...visit.params, id: String(result.applicationId) } };
          return conflict(web, there, said(words.over[visit.lang], visit.lang));
        }
        case 'not-allowed':
          throw new Refused('not-allowed');
        case 'not-found':
          throw new Refused('not-found');
      }
    },
  });
}
