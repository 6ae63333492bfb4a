import { showDate } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { html } from '../../ui/html.ts';
import { put } from '../case/case-parts.ts';
import { settingAddress } from './address.ts';
import { groupWords, words } from './settings-words.ts';
import { inBrief } from './show-value.ts';
import type { SettingGroup } from '../../../engine/define/settings.ts';
import type { OpenedSetting } from '../../../engine/settings/read-settings.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** A day of a period, isolated. */
export function day(text: string, lang: Lang): Html {
  return bdi(showDate(Temporal.PlainDate.from(text), lang));
}

/** All settings: what holds today, since when and by whom, and what is coming. */
export function listPage(
  { today, settings }: { today: Temporal.PlainDate; settings: readonly OpenedSetting[] },
  actor: Actor,
  lang: Lang,
): StaffPage {
  const groups = Object.keys(groupWords) as SettingGroup[];
  const services = [...new Set(settings.flatMap(({ service }) => (service === null ? [] : [service])))];
  const sections = groups.flatMap((group) => {
    const own = settings.filter(({ definition }) => definition.group === group);
    // A rule or a text belongs to a service; where there are several, each has its own table.
    const ofServices = services.map((service) => own.filter((each) => each.service === service));
    const parts =
      services.length > 1 ? [own.filter(({ service }) => service === null), ...ofServices] : [own];
    return parts
      .filter((part) => part.length > 0)
      .map((part) => {
        const service = services.length > 1 ? (part[0]?.service ?? null) : null;
        const name = service === null ? '' : `: ${service.text[lang].name}`;
        const title = `${groupWords[group][lang]}${name}`;
        const id = service === null ? group : `${group}-${service.slug}`;
        return { id, title, drawn: section(id, title, part, lang) };
      });
  });
  const main = html`<h1>${words.settings[lang]}</h1>
    <p class="lead">${put(words.lead[lang], { day: day(today.toString(), lang) })}</p>
    ${contents(sections, lang)} ${sections.map(({ drawn }) => drawn)}`;
  return { path: '/settings', title: words.settings[lang], main, actor, reads: null };
}

/** The groups as links: the list is long, and who comes knows what it is about. */
function contents(sections: readonly { id: string; title: string }[], lang: Lang): Html {
  const links = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  return html`<nav class="tabs" aria-label="${words.groups[lang]}">
    <ul>
      ${links}
    </ul>
  </nav>`;
}

function section(id: string, title: string, settings: readonly OpenedSetting[], lang: Lang): Html {
  const heads = [words.setting, words.today, words.since, words.coming].map(
    (text) => html`<th scope="col">${text[lang]}</th>`,
  );
  return html`<section>
    <h2 id="${id}">${title}</h2>
    <section class="scroll" aria-label="${title}" tabindex="0">
      <table class="queue settings">
        <thead>
          <tr>
            ${heads}
          </tr>
        </thead>
        <tbody>
          ${settings.map((setting) => row(setting, lang))}
        </tbody>
      </table>
    </section>
  </section>`;
}

function row({ key, definition, current, value, coming }: OpenedSetting, lang: Lang): Html {
  const { form, name } = definition;
  const since =
    current === undefined
      ? html`${value === undefined ? words.nothing[lang] : words.ofDefinition[lang]}`
      : html`${day(current.from, lang)}
          <small>${put(words.by[lang], { name: html`<bdi>${current.setBy}</bdi>` })}</small>`;
  const next = coming.map(
    (period) =>
      html`<li>
        ${put(words.comingOn[lang], { day: day(period.from, lang), value: inBrief(form, period.value, lang) })}
      </li>`,
  );
  return html`<tr>
    <th scope="row"><a href="${settingAddress(key, lang)}">${name[lang]}</a></th>
    <td data-label="${words.today[lang]}">${inBrief(form, value, lang)}</td>
    <td data-label="${words.since[lang]}">${since}</td>
    <td data-label="${words.coming[lang]}" ${next.length === 0 && html` class="none"`}>
      ${
        next.length === 0
          ? words.nothing[lang]
          : html`<ul class="lines brief">
              ${next}
            </ul>`
      }
    </td>
  </tr>`;
}
