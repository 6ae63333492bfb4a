import { movePeriod } from '../../../engine/settings/move-period.ts';
import { readSettings } from '../../../engine/settings/read-settings.ts';
import { staffOrigin } from '../../../engine/audit/record.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { noErrors } from '../frame/form-errors.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { settingAddress } from './address.ts';
import { changeRoutes } from './change-routes.ts';
import { listPage } from './list-page.ts';
import { dayWords, settingOf } from './setting-of.ts';
import { settingPage } from './setting-page.ts';
import { words } from './settings-words.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { MoveResult } from '../../../engine/settings/move-period.ts';
import type { Web } from '../../http/web.ts';
import type { Text } from '../../ui/words.ts';
import type { Inside } from '../frame/staff-route.ts';
import type { PeriodForm } from './setting-page.ts';

/** The settings: all of them, one with its periods and changes, and what is done with a period that has not begun. */
export function settingsRoutes(app: FastifyInstance, web: Web): void {
  staffRoute(app, web, {
    method: 'GET',
    path: '/settings',
    rule: 'settings.read',
    handler: async (visit) =>
      sendStaffPage(web, visit, listPage(await readSettings(web.ctx), visit.actor, visit.lang)),
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/settings/:id',
    rule: 'settings.read',
    handler: (visit) => show(web, visit, 200, { from: '', to: '', reason: '', errors: noErrors }),
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/settings/:id/period',
    rule: 'settings.change',
    handler: async (visit) => {
      const { lang, actor, reply } = visit;
      const setting = await settingOf(web, visit);
      const { from = '' } = readForm(visit.request, ['from']).sent;
      // The fields of several periods stand on one page, each under its own day.
      const own = [`to-${from}`, `reason-${from}`];
      const { sent, strange } = readForm(visit.request, ['do', 'from', 'revision', 'to', 'reason', ...own]);
      if (strange) throw new Refused('bad-form');
      const to = sent['to'] || (sent[`to-${from}`] ?? '');
      const reason = sent['reason'] || (sent[`reason-${from}`] ?? '');
      const wanted = { key: setting.key, from, reason, revision: sent['revision'] ?? '' };
      const result = await movePeriod(
        web.ctx.db,
        { ...wanted, to: sent['do'] === 'remove' ? null : to },
        { by: actor.name, origin: staffOrigin(actor) },
      );
      if (result.kind === 'moved' || result.kind === 'removed') {
        web.ctx.settings.forget();
        web.ctx.log.info('settings.changed', { key: setting.key, by: actor.id });
        return sendOn(reply, `${settingAddress(setting.key, lang)}?done`);
      }
      const errors = periodErrors(result);
      const fields = errors.fields.map(({ name, text }) => ({ name, text: text[lang] }));
      const general = errors.general.map((text) => text[lang]);
      const isConflict = result.kind === 'changed-meanwhile' || result.kind === 'not-coming';
      const form = { from, to, reason, errors: { fields, general } };
      return show(web, visit, isConflict ? 409 : 422, form);
    },
  });

  changeRoutes(app, web);
}

async function show(web: Web, visit: Inside, status: number, form: PeriodForm): Promise<FastifyReply> {
  const setting = await settingOf(web, visit);
  const said = 'done' in (visit.request.query as object);
  return sendStaffPage(web, visit, {
    status,
    ...settingPage(setting, form, said, visit.actor, visit.lang),
  });
}

function periodErrors(result: Exclude<MoveResult, { kind: 'moved' | 'removed' }>): {
  fields: { name: string; text: Text }[];
  general: Text[];
} {
  switch (result.kind) {
    case 'invalid-day':
      return { fields: [{ name: 'to', text: dayWords[result.why] }], general: [] };
    case 'taken':
      return { fields: [{ name: 'to', text: words.dayTaken }], general: [] };
    case 'invalid-reason': {
      const text = result.why === 'empty' ? words.reasonEmpty : words.reasonTooLong;
      return { fields: [{ name: 'reason', text }], general: [] };
    }
    case 'not-coming':
      return { fields: [], general: [words.notComing] };
    case 'changed-meanwhile':
      return { fields: [], general: [words.changedMeanwhile] };
  }
}
