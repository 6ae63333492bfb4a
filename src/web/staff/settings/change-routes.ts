import { changeSetting } from '../../../engine/settings/change-setting.ts';
import { checkProposal } from '../../../engine/settings/check-proposal.ts';
import { staffOrigin } from '../../../engine/audit/record.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { noErrors } from '../frame/form-errors.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { settingAddress } from './address.ts';
import { changePage } from './change-page.ts';
import { previewPage } from './preview-page.ts';
import { readTyped, wrongOf } from './read-typed.ts';
import { dayWords, settingOf } from './setting-of.ts';
import { words } from './settings-words.ts';
import { tryOut } from './tried-out.ts';
import { fieldNames, typeValue, valueName } from './typed-value.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ChangeProblem } from '../../../engine/settings/check-proposal.ts';
import type { Web } from '../../http/web.ts';
import type { Inside } from '../frame/staff-route.ts';
import type { ChangeForm } from './change-page.ts';
import type { Wrong } from './read-typed.ts';
import type { Setting } from './setting-page.ts';
import type { Typed } from './typed-value.ts';

/** How a setting is changed: the form, its preview, and the change itself once it is confirmed. */
export function changeRoutes(app: FastifyInstance, web: Web): void {
  staffRoute(app, web, {
    method: 'GET',
    path: '/settings/:id/change',
    rule: 'settings.change',
    handler: async (visit) => {
      const setting = await settingOf(web, visit);
      const { value, definition, today } = setting;
      const fields = value === undefined ? {} : typeValue(definition.form, value, valueName);
      const typed = { ...fields, from: today.toString() };
      return show(web, visit, setting, 200, { typed, errors: noErrors, changedMeanwhile: false });
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/settings/:id/change',
    rule: 'settings.change',
    handler: async (visit) => {
      const { lang, actor } = visit;
      const setting = await settingOf(web, visit);
      const { form } = setting.definition;
      const names = [...fieldNames(form, valueName), 'from', 'reason', 'revision', 'do'];
      const { sent, strange } = readForm(visit.request, names);
      if (strange) throw new Refused('bad-form');
      const read = readTyped(form, sent, valueName);
      const { from = '', reason = '', revision = '' } = sent;
      const typed: Typed = { ...ofValue(read.typed), from, reason };
      const asked = { typed, errors: noErrors, changedMeanwhile: false };
      // The form again, as it stands: with more empty rows below, or to be mended after its preview.
      if (sent['do'] === 'more' || sent['do'] === 'edit') return show(web, visit, setting, 200, asked);
      if (sent['do'] === 'confirm') {
        const result =
          read.wrong.length > 0
            ? null
            : await changeSetting(
                web.ctx.db,
                web.ctx.services,
                { key: setting.key, value: read.value, from },
                { by: actor.name, origin: staffOrigin(actor) },
                { of: 'office', reason, revision },
              );
        if (result?.kind === 'changed') {
          web.ctx.settings.forget();
          web.ctx.log.info('settings.changed', { key: setting.key, by: actor.id });
          return sendOn(visit.reply, `${settingAddress(setting.key, lang)}?done`);
        }
        // What another did meanwhile is shown with the form, whose next preview is of what holds now.
        if (result?.kind === 'changed-meanwhile')
          return show(web, visit, await settingOf(web, visit), 409, {
            typed,
            errors: { fields: [], general: [words.changedMeanwhile[lang]] },
            changedMeanwhile: true,
          });
      }
      const proposal = checkProposal(web.ctx.services, setting, { value: read.value, from, reason });
      const wrong = [...read.wrong, ...proposal.problems.flatMap((each) => wrongIn(setting, each))];
      // A line that could not be read leaves a list that fits: only what was read is held against the schema.
      if (wrong.length > 0) {
        const fields = wrong.map(({ name, text }) => ({ name, text: text[lang] }));
        return show(web, visit, setting, 422, { ...asked, errors: { fields, general: [] } });
      }
      if (setting.revision !== revision)
        return show(web, visit, setting, 409, {
          typed,
          errors: { fields: [], general: [words.changedMeanwhile[lang]] },
          changedMeanwhile: true,
        });
      const { value, before, next } = proposal;
      const triedOut = await tryOut(web, setting, value, lang);
      const proposed = { typed, value, from, reason, before, next };
      return sendStaffPage(web, visit, previewPage(setting, proposed, triedOut, actor, lang));
    },
  });
}

/** Only the fields of the value, and none that is empty: a row of which nothing is left takes no place. */
function ofValue(typed: Typed): Typed {
  const own = Object.entries(typed).filter(
    ([name, text]) => (name === valueName || name.startsWith(`${valueName}-`)) && text !== '',
  );
  return Object.fromEntries(own);
}

function wrongIn({ definition }: Setting, problem: ChangeProblem): Wrong[] {
  switch (problem.kind) {
    case 'invalid':
      return wrongOf(definition.form, problem.problems, valueName);
    case 'invalid-day':
      return [{ name: 'from', text: dayWords[problem.why] }];
    case 'invalid-reason':
      return [{ name: 'reason', text: problem.why === 'empty' ? words.reasonEmpty : words.reasonTooLong }];
    case 'no-difference':
      return [{ name: 'from', text: words.noDifference }];
  }
}

async function show(
  web: Web,
  visit: Inside,
  setting: Setting,
  status: number,
  form: ChangeForm,
): Promise<FastifyReply> {
  return sendStaffPage(web, visit, { status, ...changePage(setting, form, visit.actor, visit.lang) });
}
