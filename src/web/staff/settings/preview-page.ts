import { button } from '../../ui/button.ts';
import { html } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { put } from '../case/case-parts.ts';
import { settingAddress, settingPath } from './address.ts';
import { revisionField } from './change-page.ts';
import { day } from './list-page.ts';
import { words } from './settings-words.ts';
import { compared } from './show-value.ts';
import type { SettingGroup } from '../../../engine/define/settings.ts';
import type { Period } from '../../../engine/settings/period.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { Text } from '../../ui/words.ts';
import type { Read, StaffPage } from '../frame/staff-page.ts';
import type { Setting } from './setting-page.ts';
import type { Typed } from './typed-value.ts';

/** A change that fits, before it is confirmed. */
export type Proposed = {
  typed: Typed;
  value: unknown;
  from: string;
  reason: string;
  /** What holds on that day without it, and the period that begins after it. */
  before: unknown;
  next: Period | undefined;
};

/** What can be tried out of a change, drawn; and what personal data is in it. */
export type TriedOut = { parts: readonly Html[]; reads: Read | null };

const followWords: Record<SettingGroup, Text> = {
  rules: words.rulesFollow,
  work: words.rulesFollow,
  reasons: words.rulesFollow,
  calendar: words.calendarFollow,
  texts: words.textsFollow,
  limits: words.limitsFollow,
  portal: words.portalFollow,
};

/** What a change would do: the difference, what follows, and what was tried out; nothing is changed yet. */
export function previewPage(
  setting: Setting,
  proposed: Proposed,
  { parts, reads }: TriedOut,
  actor: Actor,
  lang: Lang,
): StaffPage {
  const { key, definition } = setting;
  const { from, next } = proposed;
  const title = words.previewTitle[lang].replace('{name}', definition.name[lang]);
  const isReplaced = setting.periods.some((period) => period.from === from);
  const hidden = Object.entries(proposed.typed).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const main = html`<a class="back" href="${settingAddress(key, lang)}">${definition.name[lang]}</a>
    <h1>${title}</h1>
    <section class="card">
      <h2>${words.difference[lang]}</h2>
      ${compared(definition.form, proposed.before, proposed.value, lang)}
    </section>
    <section class="card">
      <h2>${words.follows[lang]}</h2>
      <ul>
        <li>${put(words.fromDay[lang], { day: day(from, lang) })} ${followWords[definition.group][lang]}</li>
        ${isReplaced && html`<li>${words.replaces[lang]}</li>`}
        ${next && html`<li>${put(words.untilNext[lang], { day: day(next.from, lang) })}</li>`}
      </ul>
      <p><b>${words.reason[lang]}:</b> <span dir="auto">${proposed.reason}</span></p>
      ${
        from === setting.today.toString() &&
        followWords[definition.group] === words.rulesFollow &&
        notice({ tone: 'warn', title: words.sinceToday[lang], body: html`` })
      }
    </section>
    ${parts}
    <form method="post" action="${settingAddress(key, lang)}/change" class="confirm">
      ${revisionField(setting)}${hidden}
      <p class="actions">
        ${button({ text: words.confirm[lang], name: 'do', value: 'confirm' })}
        ${button({ text: words.edit[lang], name: 'do', value: 'edit', kind: 'ghost' })}
      </p>
    </form>`;
  return { path: `${settingPath(key)}/change`, title, main, actor, reads };
}
