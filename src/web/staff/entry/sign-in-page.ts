import { demoPassword, demoPeople } from '../../../engine/staff/demo-people.ts';
import { roles } from '../../../engine/staff/roles.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { html } from '../../ui/html.ts';
import { errorOf, summaryOf } from '../frame/form-errors.ts';
import { words } from '../frame/words.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** The first page of the office: login and password. In the demo it says who there is. */
export function signInPage(
  form: { login: string; next: string; errors: FormErrors<'login' | 'password'> },
  demo: boolean,
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
    <p class="quiet">${words.forgotten[lang]}</p>
    ${demo && demoAccounts(lang)}`;
  return {
    path: '/sign-in',
    title: words.signIn[lang],
    main,
    narrow: true,
    reads: null,
    alert: summary !== false,
  };
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
