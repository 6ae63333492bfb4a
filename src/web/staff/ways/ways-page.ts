import { showMoment } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { button, linkButton } from '../../ui/button.ts';
import { attributes } from '../../ui/attributes.ts';
import { field } from '../../ui/field.ts';
import { html } from '../../ui/html.ts';
import { passkeyForm, passkeyScript } from '../entry/passkey-form.ts';
import { errorOf, summaryOf } from '../frame/form-errors.ts';
import { words as frameWords } from '../frame/words.ts';
import { deviceName } from './device-name.ts';
import { wayWords, words } from './ways-words.ts';
import type { CreationOptions, Passkey } from '../../../engine/staff/passkeys/passkey.ts';
import type { Actor, Person } from '../../../engine/staff/person.ts';
import type { OpenSession } from '../../../engine/staff/sessions.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** What the page shows of a person, and what was typed last. `works`: passkeys can be made at this address. */
export type Ways = {
  person: Person;
  passkeys: readonly Passkey[];
  sessions: readonly OpenSession[];
  works: boolean;
  typed: { name: string; rename?: { id: number; name: string } };
  errors: FormErrors<string>;
};

/** The page about one's own ways to sign in, and where one is signed in. */
export function waysPage(ways: Ways, actor: Actor, lang: Lang): StaffPage {
  const summary = summaryOf(ways.errors, lang);
  const main = html`<h1>${words.title[lang]}</h1>
    ${summary}
    <p class="lead">${words.lead[lang]}</p>
    ${passkeySection(ways, lang)} ${appSection(ways.person, lang)} ${passwordSection(ways.person, lang)}
    ${sessionSection(ways.sessions, lang)}`;
  const title = words.title[lang];
  return { path: '/ways', title, main, actor, reads: null, narrow: true, alert: summary !== false };
}

function passkeySection(ways: Ways, lang: Lang): Html {
  const { passkeys, person, works } = ways;
  return html`<section class="card">
    <h2>${words.passkeys[lang]}</h2>
    <p class="quiet">${words.passkeysText[lang]}</p>
    ${passkeys.length === 0 && html`<p>${words.none[lang]}</p>`}
    ${
      passkeys.length > 0 &&
      html`<ul class="own-ways">
        ${passkeys.map((passkey) => passkeyItem(passkey, ways, lang))}
      </ul>`
    }
    ${!works && html`<p>${words.notHere[lang]}</p>`} ${works && person.hasPassword && addForm(ways, lang)}
  </section>`;
}

function passkeyItem({ id, name, added, used }: Passkey, { typed, errors }: Ways, lang: Lang): Html {
  const to = `/${lang}/staff/ways/passkeys/${id}`;
  const control = `name-${id}`;
  const renaming = typed.rename?.id === id;
  return html`<li>
    <h3><bdi>${name}</bdi></h3>
    <p class="quiet">
      ${words.added[lang]} ${at(added, lang)} ·
      ${used ? html`${words.used[lang]} ${at(used, lang)}` : words.never[lang]}
    </p>
    <div class="row">
      <details ${attributes({ open: renaming })}>
        <summary>
          ${words.rename[lang]}<span class="vh"> <bdi>${name}</bdi></span>
        </summary>
        <form method="post" action="${to}/name" novalidate>
          ${field({
            name: control,
            label: words.name[lang],
            value: renaming ? (typed.rename?.name ?? '') : name,
            kind: 'text',
            autocomplete: 'off',
            required: true,
            lang,
            ...errorOf(errors, control),
          })}
          <p>${button({ text: words.save[lang], kind: 'ghost' })}</p>
        </form>
      </details>
      <form method="post" action="${to}/remove">
        <button class="btn quiet" type="submit">
          ${words.remove[lang]}<span class="vh"> <bdi>${name}</bdi></span>
        </button>
      </form>
    </div>
  </li>`;
}

function addForm({ typed, errors }: Ways, lang: Lang): Html {
  return html`<h3>${words.addTitle[lang]}</h3>
    <form method="post" action="/${lang}/staff/ways/passkeys" novalidate>
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
      ${passwordField(errors, lang)}
      <p>${button({ text: words.continue[lang] })}</p>
    </form>`;
}

function passwordField(errors: FormErrors<string>, lang: Lang): Html {
  return field({
    name: 'password',
    label: words.currentPassword[lang],
    hint: words.currentPasswordHint[lang],
    value: '',
    kind: 'password',
    required: true,
    lang,
    ...errorOf(errors, 'password'),
  });
}

function appSection({ hasCodes, hasPassword }: Person, lang: Lang): Html {
  const way = hasCodes
    ? html`<form method="post" action="/${lang}/staff/ways/app/remove">
        ${button({ text: words.disconnectApp[lang], kind: 'quiet' })}
      </form>`
    : hasPassword &&
      html`<p>
        ${linkButton({ href: `/${lang}/staff/ways/app`, text: words.connectApp[lang], kind: 'ghost' })}
      </p>`;
  return html`<section class="card">
    <h2>${words.app[lang]}</h2>
    <p>${hasCodes ? words.appOn[lang] : words.appOff[lang]}</p>
    ${way}
  </section>`;
}

function passwordSection({ hasPassword, linked }: Person, lang: Lang): Html {
  return html`<section class="card">
    <h2>${words.password[lang]}</h2>
    ${
      hasPassword
        ? html`<p><a href="/${lang}/staff/password">${frameWords.changePassword[lang]}</a></p>`
        : html`<p>${words.noPassword[lang]}</p>`
    }
    ${
      linked &&
      html`<h3>${words.signOn[lang]}</h3>
        <p>${words.linked[lang]}</p>`
    }
  </section>`;
}

function sessionSection(sessions: readonly OpenSession[], lang: Lang): Html {
  const items = sessions.map(
    ({ userAgent, way, since, seen, here }) =>
      html`<li>
        <h3>
          ${deviceName(userAgent) === '' ? words.unknownDevice[lang] : bdi(deviceName(userAgent))}
          ${here && html` <span class="tag good">${words.here[lang]}</span>`}
        </h3>
        <p class="quiet">
          ${wayWords[way][lang]} · ${words.since[lang]} ${at(since, lang)} · ${words.seen[lang]}
          ${at(seen, lang)}
        </p>
      </li>`,
  );
  return html`<section class="card">
    <h2>${words.sessions[lang]}</h2>
    <ul class="own-ways">
      ${items}
    </ul>
    ${
      sessions.length > 1
        ? html`<form method="post" action="/${lang}/staff/ways/sessions/end">
            ${button({ text: words.endOthers[lang], kind: 'ghost' })}
          </form>`
        : html`<p>${words.onlyHere[lang]}</p>`
    }
  </section>`;
}

function at(moment: Date, lang: Lang): Html {
  const { date, time } = showMoment(moment, lang);
  return bdi(`${date} ${time}`);
}

/** The page on which the browser makes a passkey. */
export function makePasskeyPage(
  offer: { name: string; options: CreationOptions },
  actor: Actor,
  lang: Lang,
): StaffPage {
  const title = words.making[lang].replace('{name}', `\u2068${offer.name}\u2069`);
  const form = {
    action: `/${lang}/staff/ways/passkey`,
    options: offer.options,
    text: words.make[lang],
    kind: 'primary' as const,
  };
  const main = html`<a class="back" href="/${lang}/staff/ways">${words.back[lang]}</a>
    <h1>${title}</h1>
    <p class="lead">${words.makeLead[lang]}</p>
    ${passkeyForm(form, lang)}
    <p data-without-passkeys>${words.cannotMake[lang]}</p>
    <p><a href="/${lang}/staff/ways">${words.cancel[lang]}</a></p>`;
  const scripts = [passkeyScript];
  return { path: '/ways/passkey', title, main, actor, reads: null, narrow: true, scripts };
}

/** The page on which an app for codes is connected; `enrolment` is the key as it is put in. */
export function connectAppPage(
  enrolment: Html,
  errors: FormErrors<string>,
  actor: Actor,
  lang: Lang,
): StaffPage {
  const summary = summaryOf(errors, lang);
  const title = words.connectTitle[lang];
  const main = html`<a class="back" href="/${lang}/staff/ways">${words.back[lang]}</a>
    <h1>${title}</h1>
    ${summary} ${enrolment}
    <form method="post" action="/${lang}/staff/ways/app" novalidate>
      ${field({
        name: 'code',
        label: frameWords.code[lang],
        hint: frameWords.codeHint[lang],
        value: '',
        kind: 'code',
        short: true,
        required: true,
        lang,
        ...errorOf(errors, 'code'),
      })}
      ${passwordField(errors, lang)}
      <p>${button({ text: words.connect[lang] })}</p>
    </form>`;
  return { path: '/ways/app', title, main, actor, reads: null, narrow: true, alert: summary !== false };
}
