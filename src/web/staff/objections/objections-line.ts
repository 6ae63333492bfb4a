import { bdi } from '../../ui/bdi.ts';
import { html } from '../../ui/html.ts';
import { put } from '../case/case-parts.ts';
import { words } from './objections-words.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** What waits beside the queue: these are decided already, so they stand in no part of it. */
export function objectionsLine(count: number, lang: Lang): Html {
  const text = put(words.waiting[lang], { count: bdi(String(count)) });
  return html`<p><b>${text}.</b> <a href="/${lang}/staff/objections">${words.see[lang]}</a></p>`;
}
