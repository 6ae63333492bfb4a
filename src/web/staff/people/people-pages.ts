import { may, roleNames, roles } from '../../../engine/staff/roles.ts';
import { isolate, showMoment } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { button, linkButton } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { html, join } from '../../ui/html.ts';
import { keyValues } from '../../ui/key-values.ts';
import { notice } from '../../ui/notice.ts';
import { select } from '../../ui/select.ts';
import { words } from './people-words.ts';
import { errorOf, summaryOf } from '../frame/form-errors.ts';
import type { Actor, Person } from '../../../engine/staff/person.ts';
import type { Identity } from '../../../engine/staff/sign-on/identity.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { Read, StaffPage } from '../frame/staff-page.ts';

type Name = 'login' | 'name' | 'role';

/** What the form of a new person shows: what was typed, and what is wrong with it. */
export type AddForm = { typed: Record<Name, string>; errors: FormErrors<Name> };

/** Everybody of the office and, for who may, a form for another one. */
export function peoplePage(people: readonly Person[], form: AddForm, actor: Actor, lang: Lang): StaffPage {
  const summary = summaryOf(form.errors, lang);
  const heads = [words.name, words.role, words.state, words.login, words.codes].map(
    (text) => html`<th scope="col">${text[lang]}</th>`,
  );
  const main = html`<h1>${words.people[lang]}</h1>
    ${summary}
    <section class="scroll" aria-label="${words.people[lang]}" tabindex="0">
      <table class="queue">
        <thead>
          <tr>
            ${heads}
          </tr>
        </thead>
        <tbody>
          ${people.map((person) => row(person, lang))}
        </tbody>
      </table>
    </section>
    ${may(actor.role, 'staff.manage') && addSection(form, lang)}`;
  return {
    path: '/people',
    title: words.people[lang],
    main,
    actor,
    reads: { action: 'staff.read', subject: 'staff' },
    alert: summary !== false,
  };
}

/** A page about somebody, as the audit keeps it. */
function readOf({ id }: Person): Read {
  return { action: 'staff.read', subject: `staff:${id}` };
}

function row(person: Person, lang: Lang): Html {
  return html`<tr>
    <th scope="row">
      <a href="/${lang}/staff/people/${person.id}"><bdi>${person.name}</bdi></a>
    </th>
    <td data-label="${words.role[lang]}">${roles[person.role][lang]}</td>
    <td data-label="${words.state[lang]}">${stateTag(person, lang)}</td>
    <td data-label="${words.login[lang]}">${bdi(person.login)}</td>
    <td data-label="${words.codes[lang]}">${person.hasCodes ? words.codesOn[lang] : words.codesOff[lang]}</td>
  </tr>`;
}

function stateTag({ disabled, mustChangePassword }: Person, lang: Lang): Html {
  if (disabled) return html`<span class="tag stop">${words.disabled[lang]}</span>`;
  if (mustChangePassword) return html`<span class="tag warn">${words.waiting[lang]}</span>`;
  return html`<span class="tag good">${words.active[lang]}</span>`;
}

function roleField(value: string, errors: FormErrors<Name>, lang: Lang): Html {
  return select({
    name: 'role',
    label: words.role[lang],
    value,
    placeholder: words.chooseRole[lang],
    options: roleNames.map((role) => ({ value: role, text: roles[role][lang] })),
    required: true,
    lang,
    ...errorOf(errors, 'role'),
  });
}

function addSection({ typed, errors }: AddForm, lang: Lang): Html {
  return html`<section class="card">
    <h2>${words.addTitle[lang]}</h2>
    <form method="post" action="/${lang}/staff/people" class="three" novalidate>
      ${field({
        name: 'name',
        label: words.name[lang],
        hint: words.nameHint[lang],
        value: typed.name,
        kind: 'text',
        autocomplete: 'off',
        required: true,
        lang,
        ...errorOf(errors, 'name'),
      })}
      ${field({
        name: 'login',
        label: words.login[lang],
        hint: words.loginHint[lang],
        value: typed.login,
        kind: 'reference',
        required: true,
        lang,
        ...errorOf(errors, 'login'),
      })}
      ${roleField(typed.role, errors, lang)}
      <p>${button({ text: words.add[lang] })}</p>
    </form>
  </section>`;
}

/** Somebody of the office, and who they are, or ask to be, at the city's sign-in. */
export type OnePerson = { person: Person; identities: readonly Identity[] };

function signOnRows(identities: readonly Identity[], lang: Lang): { key: string; value: Html }[] {
  if (identities.length === 0) return [];
  const linked = identities.find((each) => each.linked !== null)?.linked;
  const value = linked
    ? html`${words.signOnSince[lang]} ${bdi(showMoment(linked, lang).date)}`
    : html`${words.signOnNone[lang]}`;
  return [{ key: words.signOn[lang], value }];
}

/** Who asked last is linked; who is linked is unlinked. */
function linkWays(
  identities: readonly Identity[],
  way: (title: string, text: string, path: string, inside: Html) => Html,
  lang: Lang,
): Html[] {
  const asking = identities.find((each) => each.linked === null);
  const isLinked = identities.some((each) => each.linked !== null);
  const date = asking ? isolate(showMoment(asking.asked, lang).date) : '';
  const link =
    asking &&
    html`<input type="hidden" name="identity" value="${asking.id}" />
      ${button({ text: words.link[lang], kind: 'ghost' })}`;
  return [
    ...(link ? [way(words.linkTitle[lang], words.linkText[lang].replace('{date}', date), 'link', link)] : []),
    ...(isLinked
      ? [
          way(
            words.unlinkTitle[lang],
            words.unlinkText[lang],
            'unlink',
            button({ text: words.unlink[lang], kind: 'ghost' }),
          ),
        ]
      : []),
  ];
}

/** One person: what is known and, for who may, what can be done. */
export function personPage(
  { person, identities }: OnePerson,
  errors: FormErrors<Name>,
  actor: Actor,
  lang: Lang,
): StaffPage {
  const summary = summaryOf(errors, lang);
  const rows = [
    { key: words.login[lang], value: bdi(person.login) },
    { key: words.role[lang], value: html`${roles[person.role][lang]}` },
    { key: words.codes[lang], value: html`${person.hasCodes ? words.codesOn[lang] : words.codesOff[lang]}` },
    { key: words.passkeys[lang], value: html`${bdi(String(person.passkeys))}` },
    ...signOnRows(identities, lang),
    { key: words.state[lang], value: stateTag(person, lang) },
  ];
  const main = html`<a class="back" href="/${lang}/staff/people">${words.back[lang]}</a>
    <h1><bdi>${person.name}</bdi></h1>
    ${summary} ${keyValues({ rows })}
    ${may(actor.role, 'staff.manage') && ways({ person, identities }, errors, actor, lang)}`;
  const path = `/people/${person.id}`;
  return {
    path,
    title: person.name,
    main,
    actor,
    reads: readOf(person),
    narrow: true,
    alert: summary !== false,
  };
}

function ways({ person, identities }: OnePerson, errors: FormErrors<Name>, actor: Actor, lang: Lang): Html {
  if (person.id === actor.id) return html`<p class="quiet">${words.yourself[lang]}</p>`;
  const way = (title: string, text: string, path: string, inside: Html) =>
    html`<section class="card">
      <h2>${title}</h2>
      <p class="quiet">${text}</p>
      <form method="post" action="/${lang}/staff/people/${person.id}/${path}" novalidate>${inside}</form>
    </section>`;
  const role = html`${person.linked && html`<p>${words.roleFollows[lang]}</p>`}
    ${roleField(person.role, errors, lang)}
    <p>${button({ text: words.changeRole[lang], kind: 'ghost' })}</p>`;
  const reset = button({ text: words.resetButton[lang], kind: 'ghost' });
  return join([
    ...linkWays(identities, way, lang),
    way(words.changeRole[lang], words.changeRoleText[lang], 'role', role),
    way(words.reset[lang], words.resetText[lang], 'reset', reset),
    person.disabled
      ? way(
          words.returning[lang],
          words.enableText[lang],
          'enable',
          button({ text: words.enable[lang], kind: 'ghost' }),
        )
      : way(
          words.leaving[lang],
          words.disableText[lang],
          'disable',
          button({ text: words.disable[lang], kind: 'ghost' }),
        ),
  ]);
}

/** A one-time password, shown this once. */
export function oneTimePage(
  title: keyof typeof words & ('added' | 'resetDone'),
  person: Person,
  password: string,
  actor: Actor,
  lang: Lang,
): StaffPage {
  const said = words[title][lang].replace('{name}', `\u2068${person.name}\u2069`);
  const rows = [
    { key: words.login[lang], value: bdi(person.login) },
    { key: words.oneTime[lang], value: html`<span class="key">${bdi(password)}</span>` },
  ];
  const main = html`<h1>${said}</h1>
    ${keyValues({ rows })}
    ${notice({
      tone: 'warn',
      title: words.oneTimeTitle[lang],
      body: html`<p>${words.oneTimeText[lang]}</p>`,
    })}
    <p>${linkButton({ href: `/${lang}/staff/people`, text: words.back[lang], kind: 'ghost' })}</p>`;
  return { path: '/people', title: said, main, actor, reads: readOf(person), narrow: true };
}
