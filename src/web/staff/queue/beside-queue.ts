import { bdi } from '../../ui/bdi.ts';
import { html, nothing } from '../../ui/html.ts';
import { put } from '../case/case-parts.ts';
import { words as objectionWords } from '../objections/objections-words.ts';
import { words as phoneWords } from '../phones/phone-words.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** What waits for the office and stands in no part of the queue: how many objections, and whose phones. */
export type BesideQueue = {
  objections: number;
  phones: readonly { applicationId: number; reference: string }[];
};

/** What waits beside the queue, each with the way to it. */
export function besideQueue({ objections, phones }: BesideQueue, lang: Lang): Html {
  return html`${objections > 0 && objectionsLine(objections, lang)} ${phonesLine(phones, lang)}`;
}

/** What waits beside the queue: these are decided already, so they stand in no part of it. */
function objectionsLine(count: number, lang: Lang): Html {
  const text = put(objectionWords.waiting[lang], { count: bdi(String(count)) });
  return html`<p><b>${text}.</b> <a href="/${lang}/staff/objections">${objectionWords.see[lang]}</a></p>`;
}

/** Phones that are not the register's. */
function phonesLine(waiting: readonly { applicationId: number; reference: string }[], lang: Lang): Html {
  if (waiting.length === 0) return nothing;
  const links = waiting.map(
    ({ applicationId, reference }) =>
      html`<a href="/${lang}/staff/applications/${applicationId}#phones">${bdi(reference)}</a> `,
  );
  return html`<p><b>${phoneWords.waiting[lang]}:</b> ${links}</p>`;
}
