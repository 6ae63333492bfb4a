import { todayAt } from '../../platform/clock/calendar.ts';
import { maskPhone } from '../../platform/i18n/phone.ts';
import { button } from '../ui/button.ts';
import { field } from '../ui/field.ts';
import { filled } from '../ui/filled.ts';
import { html, nothing } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { words } from './phone-words.ts';
import type { PhoneChangeOf } from '../../engine/phone-changes/ask-phone-change.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Html } from '../ui/html.ts';

/** What the form of another phone shows again: what was typed, and what is wrong with it. */
export type PhoneForm = { typed: string; error: string };

/** How the last change of the phone stands, and the form for another one. Whoever looks knows four digits only: a new number is masked. */
export function phoneSection({ last, may }: PhoneChangeOf, form: PhoneForm | null, lang: Lang): Html {
  const facts = {
    phone: { kind: 'number', text: maskPhone(last?.newPhone ?? '') },
    day: { kind: 'date', date: todayAt(last?.dueAt ?? new Date(0)).toString() },
  } as const;
  const said = (title: keyof typeof words, text: keyof typeof words) =>
    notice({
      tone: 'info',
      title: words[title][lang],
      body: html`<p>${filled(words[text][lang], facts, lang)}</p>`,
    });
  if (last?.state === 'waiting') return said('waitingTitle', 'waitingText');
  if (last?.state === 'to-confirm') return said('toConfirmTitle', 'toConfirmText');
  if (last?.state === 'stopped' || last?.state === 'declined') return said('stoppedTitle', 'stoppedText');
  if (!may) return nothing;
  return html`<details class="behind" ${form !== null && html`open`}>
    <summary>${words.title[lang]}</summary>
    <p>${words.lead[lang]}</p>
    <form method="post" action="/${lang}/track/phone" novalidate>
      ${field({
        name: 'newPhone',
        label: words.label[lang],
        hint: words.hint[lang].replace('{example}', '\u20660790000042\u2069'),
        value: form?.typed ?? '',
        kind: 'tel',
        autocomplete: 'tel',
        required: true,
        lang,
        ...(form && { error: form.error }),
      })}
      <p>${button({ text: words.send[lang], kind: 'ghost' })}</p>
    </form>
  </details>`;
}
