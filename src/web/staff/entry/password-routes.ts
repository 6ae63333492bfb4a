import { changePassword } from '../../../engine/staff/change-password.ts';
import { stageOf } from '../../../engine/staff/sessions.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { addressOf } from '../../http/visitor.ts';
import { button } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { html } from '../../ui/html.ts';
import { readNext, withNext } from '../frame/next-page.ts';
import { errorOf, noErrors, summaryOf } from '../frame/form-errors.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute, userAgentOf } from '../frame/staff-route.ts';
import { giveToken } from '../frame/token-cookie.ts';
import { words } from '../frame/words.ts';
import type { FastifyInstance } from 'fastify';
import type { ChangePasswordResult } from '../../../engine/staff/change-password.ts';
import type { Session } from '../../../engine/staff/sessions.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Web } from '../../http/web.ts';
import type { Html } from '../../ui/html.ts';
import type { Text } from '../../ui/words.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';

type Name = 'current' | 'password' | 'again';

/** A password of one's own: after a one-time one it must be, later it may. */
export function passwordRoutes(app: FastifyInstance, web: Web): void {
  staffRoute(app, web, {
    method: 'GET',
    path: '/password',
    rule: 'entering',
    handler: async (visit) => {
      const { lang, request, reply, session } = visit;
      const next = readNext((request.query as Record<string, unknown>)['next'], lang);
      if (stageOf(session) === 'second-step') return sendOn(reply, withNext(lang, '/second-step', next));
      return sendStaffPage(web, visit, passwordPage({ session, next, errors: noErrors }, lang));
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/password',
    rule: 'entering',
    handler: async (visit) => {
      const { lang, request, reply, session } = visit;
      const { sent, strange } = readForm(request, ['current', 'password', 'again', 'next']);
      if (strange) throw new Refused('bad-form');
      const next = readNext(sent['next'], lang);
      if (stageOf(session) === 'second-step') return sendOn(reply, withNext(lang, '/second-step', next));
      const result = await changePassword(web.ctx, session, {
        current: sent['current'] ?? '',
        password: sent['password'] ?? '',
        again: sent['again'] ?? '',
        device: { address: addressOf(request), userAgent: userAgentOf(request) },
      });
      if (result.kind === 'ended') return sendOn(reply, `/${lang}/staff/sign-in`);
      if (result.kind === 'changed') {
        giveToken(web, reply, result.token);
        return sendOn(reply, next);
      }
      if (result.kind === 'limited') void reply.header('retry-after', result.retryAfter);
      const status = result.kind === 'limited' ? 429 : 422;
      const page = passwordPage({ session, next, errors: errorsOf(result, lang) }, lang);
      return sendStaffPage(web, visit, { status, ...page });
    },
  });
}

type Problem = Extract<ChangePasswordResult, { kind: 'invalid' }>['problem'];

const problems: Record<Problem, { name: Name; text: Text }> = {
  short: { name: 'password', text: words.passwordShort },
  long: { name: 'password', text: words.passwordLong },
  login: { name: 'password', text: words.passwordLogin },
  common: { name: 'password', text: words.passwordCommon },
  same: { name: 'password', text: words.passwordSame },
  differs: { name: 'again', text: words.passwordDiffers },
};

function errorsOf(
  result: Extract<ChangePasswordResult, { kind: 'invalid' | 'wrong' | 'limited' }>,
  lang: Lang,
): FormErrors<Name> {
  if (result.kind === 'limited') return { fields: [], general: [words.passwordLimited[lang]] };
  if (result.kind === 'wrong')
    return { fields: [{ name: 'current', text: words.passwordWrong[lang] }], general: [] };
  const { name, text } = problems[result.problem];
  return { fields: [{ name, text: text[lang] }], general: [] };
}

function passwordPage(
  form: { session: Session; next: string; errors: FormErrors<Name> },
  lang: Lang,
): StaffPage {
  const { session, next, errors } = form;
  const { person } = session;
  const must = person.mustChangePassword;
  const title = must ? words.choosePassword[lang] : words.changePassword[lang];
  const summary = summaryOf(errors, lang);
  const ask = (name: Name, label: Text, hint?: Text): Html =>
    field({
      name,
      label: label[lang],
      ...(hint && { hint: hint[lang] }),
      value: '',
      kind: 'password',
      autocomplete: name === 'current' ? 'current-password' : 'new-password',
      required: true,
      lang,
      ...errorOf(errors, name),
    });
  const main = html`<h1>${title}</h1>
    ${summary}
    <p class="lead">${must ? words.choosePasswordLead[lang] : words.changePasswordLead[lang]}</p>
    <form method="post" action="/${lang}/staff/password" novalidate>
      <input type="hidden" name="next" value="${next}" />
      ${!must && ask('current', words.currentPassword)}
      ${ask('password', words.newPassword, words.newPasswordHint)} ${ask('again', words.again)}
      <p>${button({ text: words.savePassword[lang] })}</p>
    </form>`;
  const page: StaffPage = {
    path: '/password',
    title,
    main,
    narrow: true,
    reads: null,
    alert: summary !== false,
  };
  // Who must choose a password has no menu yet.
  return must ? page : { ...page, actor: { id: person.id, name: person.name, role: person.role } };
}
