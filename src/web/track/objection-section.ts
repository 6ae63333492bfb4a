import { showDay } from '../../platform/i18n/dates.ts';
import { todayAt } from '../../platform/clock/calendar.ts';
import { button } from '../ui/button.ts';
import { filled } from '../ui/filled.ts';
import { html, nothing } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { textArea } from '../ui/text-area.ts';
import { words } from './objection-words.ts';
import type { State } from '../../engine/applications/application.ts';
import type { ObjectionOf } from '../../engine/objections/open-objection.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Html } from '../ui/html.ts';

/** What the form of an objection shows again: what was typed, and what is wrong with it. */
export type ObjectionForm = { typed: string; error: string };

/** How the last objection stands. One that was upheld is news only until it is decided anew. */
export function objectionNotice({ objection }: ObjectionOf, state: State, lang: Lang): Html {
  if (objection === null) return nothing;
  const { answered, answerBy, at } = objection;
  const own = html`<details class="behind">
    <summary>${words.yours[lang]}</summary>
    <p class="typed" dir="auto">${objection.words}</p>
  </details>`;
  if (answered === null) {
    const facts = {
      filed: { kind: 'date', date: todayAt(at).toString() },
      day: { kind: 'date', date: answerBy },
    } as const;
    const body = html`<p>${filled(words.filedText[lang], facts, lang)}</p>
      ${own}`;
    return notice({ tone: 'info', title: words.filedTitle[lang], body });
  }
  const answer = answered.words !== '' && html`<p class="typed" dir="auto">${answered.words}</p>`;
  if (answered.answer === 'rejected') {
    if (state !== 'refused') return nothing;
    const body = html`<p>${words.rejectedText[lang]}</p>
      ${answer} ${own}`;
    return notice({ tone: 'stop', title: words.rejectedTitle[lang], body });
  }
  if (state !== 'under-review') return nothing;
  const body = html`<p>${words.upheldText[lang]}</p>
    ${answer}`;
  return notice({ tone: 'good', title: words.upheldTitle[lang], body });
}

/** The form of an objection, with what the refusal said; nothing where there is none to object to. */
export function objectionSection({ open }: ObjectionOf, form: ObjectionForm | null, lang: Lang): Html {
  if (open === null) return nothing;
  const { refusal, until } = open;
  const day = showDay(Temporal.PlainDate.from(until), lang);
  const lead = filled(
    words.lead[lang].replace('{day}', `${day.weekday} {day}`),
    { day: { kind: 'date', date: until } },
    lang,
  );
  return html`<section aria-labelledby="objection">
    <h2 id="objection">${words.title[lang]}</h2>
    <p>${lead}</p>
    <blockquote class="flow">
      <p><b>${words.refusedFor[lang]}: ${refusal.reason[lang]}</b></p>
      ${refusal.words !== '' && html`<p class="typed" dir="auto">${refusal.words}</p>`}
    </blockquote>
    <form method="post" action="/${lang}/track/objection" novalidate>
      <input type="hidden" name="refusal" value="${refusal.id}" />
      ${textArea({
        name: 'objection',
        label: words.label[lang],
        hint: words.hint[lang],
        value: form?.typed ?? '',
        rows: 4,
        required: true,
        lang,
        ...(form && { error: form.error }),
      })}
      <p>${button({ text: words.send[lang], kind: 'ghost' })}</p>
    </form>
  </section>`;
}
