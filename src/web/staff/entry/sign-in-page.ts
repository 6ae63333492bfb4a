import { demoPassword, demoPeople } from '../../../engine/staff/demo-people.ts';
import { roles } from '../../../engine/staff/roles.ts';
import { bdi } from '../../ui/bdi.ts';
import { button, linkButton } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { html } from '../../ui/html.ts';
import { errorOf, summaryOf } from '../frame/form-errors.ts';
import { withNext } from '../frame/next-page.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { words } from '../frame/words.ts';
import { findSite, passkeyForm, passkeyScript } from './passkey-form.ts';
import { words as passkeyWords } from './passkey-words.ts';
import type { FastifyReply } from 'fastify';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { Web } from '../../http/web.ts';
import type { Text } from '../../ui/words.ts';
import type { StaffPage } from '../frame/staff-page.ts';
import type { Visit } from '../frame/staff-route.ts';

/** What the form shows: what was typed, where to go on, what is wrong with it. */
export type SignInForm = { login: string; next: string; errors: FormErrors<'login' | 'password'> };

/** Sends the first page of the office, with every way in that there is here. */
export function sendSignIn(
  web: Web,
  visit: Visit,
  { status = 200, ...form }: SignInForm & { status?: number },
): Promise<FastifyReply> {
  const { demo, singleSignOn } = web.ctx;
  const passkeys = findSite(web, visit.request) !== null;
  const page = signInPage(form, { demo, passkeys, city: singleSignOn?.name ?? null }, visit.lang);
  return sendStaffPage(web, visit, { status, ...page });
}

/** The first page of the office: login and password, and what else there is. In the demo it says who there is. */
function signInPage(
  form: SignInForm,
  { demo, passkeys, city }: { demo: boolean; passkeys: boolean; city: Text | null },
  lang: Lang,
): StaffPage {
  const { login, next, errors } = form;
  const summary = summaryOf(errors, lang);
  const main = html`<h1>${words.signIn[lang]}</h1>
    ${summary}
    <p class="lead">${words.signInLead[lang]}</p>
    <form method="post" action="/${lang}/staff/sign-in" novalidate>
      <input type="hidden" name="next" value="${next}" />
      ${field({
        name: 'login',
        label: words.login[lang],
        value: login,
        kind: 'reference',
        autocomplete: 'username',
        required: true,
        lang,
        ...errorOf(errors, 'login'),
      })}
      ${field({
        name: 'password',
        label: words.password[lang],
        value: '',
        kind: 'password',
        required: true,
        lang,
        ...errorOf(errors, 'password'),
      })}
      <p>${button({ text: words.signIn[lang] })}</p>
    </form>
    ${(passkeys || city !== null) && otherWays(next, { passkeys, city }, lang)}
    <p class="quiet">${words.forgotten[lang]}</p>
    ${demo && demoAccounts(lang)}`;
  return {
    path: '/sign-in',
    title: words.signIn[lang],
    main,
    narrow: true,
    reads: null,
    alert: summary !== false,
    scripts: [...(passkeys ? [passkeyScript] : []), 'forget-day.js'],
  };
}

/** The ways in without a password of ours. */
function otherWays(
  next: string,
  { passkeys, city }: { passkeys: boolean; city: Text | null },
  lang: Lang,
): Html {
  const passkey =
    passkeys &&
    passkeyForm(
      {
        action: `/${lang}/staff/sign-in/passkey`,
        ask: `/${lang}/staff/sign-in/passkey/challenge`,
        text: passkeyWords.signIn[lang],
        next,
      },
      lang,
    );
  const signOn =
    city !== null && linkButton({ href: withNext(lang, '/sign-on', next), text: city[lang], kind: 'ghost' });
  return html`<div class="other-ways">${signOn} ${passkey}</div>`;
}

function demoAccounts(lang: Lang): Html {
  const rows = demoPeople.map(
    ({ login, role }) =>
      html`<tr>
        <th scope="row">${roles[role][lang]}</th>
        <td>${bdi(login)}</td>
      </tr>`,
  );
  return html`<section class="card">
    <h2>${words.demoTitle[lang]}</h2>
    <p>${words.demoText[lang]} <b>${bdi(demoPassword)}</b></p>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">${words.role[lang]}</th>
          <th scope="col">${words.login[lang]}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}
