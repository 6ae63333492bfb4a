import { showDay } from '../../platform/i18n/dates.ts';
import { bdi } from '../ui/bdi.ts';
import { filled } from '../ui/filled.ts';
import { html } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { words } from './completion-words.ts';
import type { Returned } from '../../engine/applications/application.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Html } from '../ui/html.ts';

/** What the office asks a contractor to complete, in its clerk's own words, which answers, and by when. */
export function returnNotice(
  service: Service,
  { fields, words: asked, completeBy }: Pick<Returned, 'fields' | 'words' | 'completeBy'>,
  lang: Lang,
  overdue = false,
  endsOn: string | null = null,
): Html {
  const day = showDay(Temporal.PlainDate.from(completeBy), lang);
  const names = fields.map((name) => html`<li>${service.text[lang].answers[name]?.label ?? name}</li>`);
  return notice({
    tone: 'warn',
    title: words.returnedTitle[lang],
    body: html`<p class="typed" dir="auto">${asked}</p>
      <p>${words.fieldsAsked[lang]}</p>
      <ul>
        ${names}
      </ul>
      <p>
        <b>${overdue ? words.wasDue[lang] : words.dueBy[lang]} ${day.weekday} ${bdi(day.date)}.</b>
        ${overdue ? words.stillOpen[lang] : words.clockStands[lang]}
      </p>
      ${endsOn !== null && html`<p>${filled(words.endsItself[lang], { day: { kind: 'date', date: endsOn } }, lang)}</p>`}`,
  });
}
