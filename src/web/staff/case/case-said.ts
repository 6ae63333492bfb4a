import { showDate } from '../../../platform/i18n/dates.ts';
import { framed } from '../../citizen/outcome-notice.ts';
import { bdi } from '../../ui/bdi.ts';
import { html } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { moment, put } from './case-parts.ts';
import { eventWords, stateWords, words } from './case-words.ts';
import type { NotAllowed } from '../../../engine/review/allowed.ts';
import type { InvalidRefusal } from '../../../engine/review/read-refusal.ts';
import type { Changes } from '../../../engine/review/what-changed.ts';
import type { Held } from '../../../engine/review/take-application.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** Why something was not done. */
export function said(text: string, lang: Lang): Html {
  return framed(notice({ tone: 'warn', title: words.notDone[lang], body: html`<p>${text}</p>` }));
}

/** Somebody else has it in hand. */
export function heldSaid({ by, until }: Held, lang: Lang): Html {
  const who = { name: html`<bdi>${by}</bdi>`, time: moment(until, lang) };
  return framed(
    notice({ tone: 'warn', title: words.notDone[lang], body: html`<p>${put(words.held[lang], who)}</p>` }),
  );
}

/** Where it stands does not allow it: who brought it there, and when. */
export function notAllowedSaid(not: NotAllowed, lang: Lang): Html {
  if (not.why === 'role') return said(words.notDone[lang], lang);
  const state = stateWords[not.state].text[lang];
  const body = html`<p>${put(words.notAllowedState[lang], { state: html`${state}` })}.</p>
    ${not.by !== null && not.at !== null && html`<p>${put(words.byWhom[lang], { name: html`<bdi>${not.by}</bdi>`, moment: moment(not.at, lang) })}</p>`}`;
  return framed(notice({ tone: 'warn', title: words.notDone[lang], body }));
}

/** What changed since the case was opened. */
export function changedSaid(changes: Changes, lang: Lang): Html {
  const day = (text: string) =>
    /^\d{4}-/.test(text) ? bdi(showDate(Temporal.PlainDate.from(text), lang)) : html`–`;
  const lines = [
    ...(changes.register ? [html`${words.changedRegister[lang]}`] : []),
    ...(changes.until
      ? [put(words.changedUntil[lang], { now: day(changes.until.now), before: day(changes.until.before) })]
      : []),
    ...changes.events.map((event) =>
      put(words.changedEvent[lang], { what: html`${eventWords[event.kind][lang]}` }),
    ),
    ...changes.notes.map((note) => put(words.changedNote[lang], { name: html`<bdi>${note.by.name}</bdi>` })),
  ];
  return framed(
    notice({
      tone: 'warn',
      title: words.changed[lang],
      body: html`<p>${words.changedLook[lang]}</p>
        <ul>
          ${lines.map((line) => html`<li>${line}</li>`)}
        </ul>`,
    }),
  );
}

/** What is wrong with a refusal, beside its fields. */
export function refusalErrors(
  { reason, words: wrong }: InvalidRefusal,
  typed: { reason: string },
  lang: Lang,
): { name: 'reason' | 'words'; text: string }[] {
  const chosen = typed.reason === '' ? words.reasonRequired : words.reasonUnknown;
  const ofWords = { needed: words.wordsRequired, 'too-long': words.wordsTooLong };
  return [
    ...(reason ? [{ name: 'reason' as const, text: chosen[lang] }] : []),
    ...(wrong ? [{ name: 'words' as const, text: ofWords[wrong][lang] }] : []),
  ];
}
