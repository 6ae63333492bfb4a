import { bdi } from '../../ui/bdi.ts';
import { html } from '../../ui/html.ts';
import { answerWords } from '../../satisfaction/words.ts';
import { put } from '../case/case-parts.ts';
import { addressOf } from './asked-figures.ts';
import { periodTitle } from './figures-page.ts';
import { words } from './figures-words.ts';
import type { Period } from '../../../engine/figures/period.ts';
import type { Comment } from '../../../engine/satisfaction/read-results.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { StaffPage } from '../frame/staff-page.ts';
import type { Asked } from './asked-figures.ts';

/** What people wrote in a period. Somebody may have written a name into it, so that it was read is recorded. */
export function commentsPage(
  asked: Asked,
  period: Period,
  comments: readonly Comment[],
  most: number,
  actor: Actor,
  lang: Lang,
): StaffPage {
  const title = words.comments[lang];
  const main = html`<p class="crumbs">
      <a href="/${lang}/staff/figures${addressOf(asked)}">${words.figures[lang]}</a>
    </p>
    <h1>${title}</h1>
    <p class="lead">${periodTitle(period, lang)}</p>
    <p class="quiet">${put(words.commentsLead[lang], { most: bdi(String(most)) })}</p>
    ${comments.length === 0 && html`<p>${words.noComments[lang]}</p>`}
    ${
      comments.length > 0 &&
      html`<ul class="lines card">
        ${comments.map(
          ({ moment, answer, comment }) =>
            html`<li>
              <p class="quiet">
                ${answerWords[answer][lang]} ·
                ${(moment === 'receipt' ? words.atReceipt : words.atDecision)[lang]}
              </p>
              <p class="typed" dir="auto">${comment}</p>
            </li>`,
        )}
      </ul>`
    }`;
  const { from, until } = period;
  const data = { from: from.toString(), until: until.toString(), comments: comments.length };
  const reads = { action: 'satisfaction.read', subject: 'satisfaction', data } as const;
  return { path: '/figures/comments', title, main, actor, reads };
}
