import { endDelegation } from '../../../engine/delegations/end-delegation.ts';
import { giveDelegation } from '../../../engine/delegations/give-delegation.ts';
import { listDelegations } from '../../../engine/delegations/list-delegations.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { delegationsPage, emptyDelegation } from './delegations-page.ts';
import { words } from './delegations-words.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { GiveResult, WrongDay } from '../../../engine/delegations/give-delegation.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Web } from '../../http/web.ts';
import type { DelegationField, DelegationForm } from './delegations-page.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { Inside } from '../frame/staff-route.ts';

const fields: DelegationField[] = ['to', 'firstDay', 'lastDay', 'reason'];

/** Lending the right to confirm while one is away, and ending that. */
export function delegationsRoutes(app: FastifyInstance, web: Web): void {
  const { ctx } = web;

  staffRoute(app, web, {
    method: 'GET',
    path: '/delegations',
    rule: 'delegation.read',
    handler: (visit) => show(web, visit, 200, {}),
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/delegations',
    rule: 'delegation.give',
    handler: async (visit) => {
      const { lang, actor } = visit;
      const { sent, strange } = readForm(visit.request, fields);
      if (strange) throw new Refused('bad-form');
      const { to = '', firstDay = '', lastDay = '', reason = '' } = sent;
      const typed = { to, firstDay, lastDay, reason };
      const result = await giveDelegation(ctx, actor, typed);
      switch (result.kind) {
        case 'given':
          ctx.log.info('delegation.given', { delegation: result.id, by: actor.id });
          return sendOn(visit.reply, `/${lang}/staff/delegations`);
        case 'not-allowed':
          throw new Refused('not-allowed');
        case 'invalid':
          return show(web, visit, 422, { typed, errors: errorsOf(result, lang) });
      }
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/delegations/:id/end',
    rule: 'delegation.end',
    handler: async (visit) => {
      const { lang, actor, params } = visit;
      const text = params['id'] ?? '';
      if (!/^[1-9][0-9]{0,14}$/.test(text)) throw new Refused('not-found');
      const result = await endDelegation(ctx, actor, Number(text));
      if (result.kind === 'not-found') return show(web, visit, 409, { notDone: true });
      ctx.log.info('delegation.ended', { delegation: Number(text), by: actor.id });
      return sendOn(visit.reply, `/${lang}/staff/delegations`);
    },
  });
}

async function show(
  web: Web,
  visit: Inside,
  status: number,
  form: Partial<DelegationForm>,
): Promise<FastifyReply> {
  const list = await listDelegations(web.ctx, visit.actor);
  const whole = { ...emptyDelegation(list.today), ...form };
  return sendStaffPage(web, visit, { status, ...delegationsPage(list, whole, visit.actor, visit.lang) });
}

function errorsOf(wrong: Extract<GiveResult, { kind: 'invalid' }>, lang: Lang): FormErrors<DelegationField> {
  const days: Record<WrongDay, (typeof words)[keyof typeof words]> = {
    'not-a-day': words.notADay,
    past: words.past,
    'before-first': words.beforeFirst,
    'too-long': words.tooLong,
  };
  const said = {
    to: wrong.to && { unknown: words.toUnknown, overlaps: words.toOverlaps }[wrong.to],
    firstDay: wrong.firstDay && days[wrong.firstDay],
    lastDay: wrong.lastDay && days[wrong.lastDay],
    reason: wrong.reason && { empty: words.reasonEmpty, 'too-long': words.reasonTooLong }[wrong.reason],
  };
  const found = fields.flatMap((name) => {
    const text = said[name];
    return text ? [{ name, text: text[lang] }] : [];
  });
  return { fields: found, general: [] };
}
