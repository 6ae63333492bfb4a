import { mayRetry } from '../../../engine/notifications/list-messages.ts';
import { may } from '../../../engine/staff/roles.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { html, nothing } from '../../ui/html.ts';
import { moment, put } from '../case/case-parts.ts';
import { kindWords, outcomeWords, stateWords, whyWords, words } from './messages-words.ts';
import type { MessageLine } from '../../../engine/notifications/list-messages.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** What a message is about. */
export function kindText({ kind }: MessageLine, lang: Lang): string {
  return kindWords[kind][lang];
}

/** Where it stands, why, and until when it waits. */
export function stateCell(line: MessageLine, lang: Lang): Html {
  const { text, tone } = stateWords[line.state];
  const why = line.why === null ? undefined : whyWords[line.why];
  return html`<span class="tag ${tone}">${text[lang]}</span>
    ${why && html`<span class="quiet">${why[lang]}</span>`}
    ${line.state === 'queued' && line.dueAt !== null && html`<span class="quiet">${put(words.until[lang], { moment: moment(line.dueAt, lang) })}</span>`}`;
}

/** Its attempts, the newest first, and who had it sent again. */
export function attemptsList({ attempts, retriedAt, retriedBy }: MessageLine, lang: Lang): Html {
  const again =
    retriedAt !== null &&
    html`<li>
      ${put(words.retriedBy[lang], { name: html`<bdi>${retriedBy ?? ''}</bdi>`, moment: moment(retriedAt, lang) })}
    </li>`;
  if (attempts.length === 0 && again === false)
    return html`<span class="quiet">${words.noAttempts[lang]}</span>`;
  const [first, ...more] = attempts;
  if (first?.outcome === 'accepted' && more.length === 0 && again === false) return bdi(first.gateway);
  const items = attempts.map(({ gateway, at, outcome, why }) => {
    const ended = outcome === null ? words.open : outcomeWords[outcome];
    return html`<li>
      ${bdi(gateway)} ${ended?.[lang] ?? outcome}${why !== null && html` (${bdi(why)})`} ${moment(at, lang)}
    </li>`;
  });
  return html`<ul class="attempts">
    ${again} ${items}
  </ul>`;
}

/** The button that has it sent again, for who may, where it makes sense. `from`: the page to come back to. */
export function retryForm(line: MessageLine, actor: Actor, from: 'list' | 'case', lang: Lang): Html {
  if (!mayRetry(line) || !may(actor.role, 'message.retry')) return nothing;
  const text = line.state === 'unknown' ? words.retryUnknown : words.retry;
  return html`<form method="post" action="/${lang}/staff/messages/${line.id}/retry">
    ${from === 'case' && html`<input type="hidden" name="application" value="${String(line.application?.id ?? '')}" />`}
    ${button({ text: text[lang], kind: 'ghost' })}
  </form>`;
}

/** The messages of an application and what became of each, for its page. */
export function messagesSection(lines: readonly MessageLine[], actor: Actor, lang: Lang): Html {
  if (lines.length === 0 || !may(actor.role, 'message.read')) return nothing;
  const items = lines.map(
    (line) =>
      html`<li>
        <b>${kindText(line, lang)}</b> ${stateCell(line, lang)}
        <span class="quiet"
          >${put(words.ending[lang], { digits: bdi(line.ending ?? '') })} ·
          ${moment(line.stateAt, lang)}</span
        >
        ${retryForm(line, actor, 'case', lang)}
      </li>`,
  );
  return html`<section class="card" aria-labelledby="messages">
    <h2 id="messages">${words.messages[lang]}</h2>
    <ul class="lines deliveries">
      ${items}
    </ul>
  </section>`;
}
