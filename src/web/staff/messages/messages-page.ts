import { messageParts } from '../../../engine/notifications/list-messages.ts';
import { attributes } from '../../ui/attributes.ts';
import { bdi } from '../../ui/bdi.ts';
import { linkButton } from '../../ui/button.ts';
import { html, nothing } from '../../ui/html.ts';
import { moment } from '../case/case-parts.ts';
import { attemptsList, kindText, retryForm, stateCell } from './message-parts.ts';
import { partWords, words } from './messages-words.ts';
import type { MessageLine, MessagePage, MessagePart } from '../../../engine/notifications/list-messages.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** How many in a part are counted exactly. */
const mostCounted = 1000;

/** The messages, the newest first: a part of them, what became of each, and why. `said`: what was done a moment ago. */
export function messagesPage(
  page: MessagePage,
  view: { part: MessagePart; isFirst: boolean; said: Html },
  actor: Actor,
  lang: Lang,
): StaffPage {
  const { part, isFirst, said } = view;
  const main = html`<h1>${words.messages[lang]}</h1>
    <p class="lead">${words.lead[lang]}</p>
    ${said} ${tabs(page, part, lang)}
    ${page.lines.length === 0 ? html`<p class="quiet">${words.none[lang]}</p>` : table(page.lines, actor, lang)}
    ${pages(page, part, isFirst, lang)}`;
  return {
    path: '/messages',
    title: words.messages[lang],
    main,
    actor,
    reads: { action: 'message.listed', subject: 'messages', data: { part, count: page.lines.length } },
  };
}

function addressOf(part: MessagePart, lang: Lang): string {
  return `/${lang}/staff/messages${part === 'all' ? '' : `?part=${part}`}`;
}

function tabs({ counts }: MessagePage, here: MessagePart, lang: Lang): Html {
  const links = (Object.keys(messageParts) as MessagePart[]).map((part) => {
    const count = part === 'waiting' || part === 'failed' || part === 'unknown' ? counts[part] : null;
    const shown = count !== null && count >= mostCounted ? `${mostCounted}+` : String(count);
    return html`<li>
      <a ${attributes({ href: addressOf(part, lang), 'aria-current': part === here && 'page' })}
        >${partWords[part][lang]}${count !== null && html` ${bdi(shown)}`}</a
      >
    </li>`;
  });
  return html`<nav aria-label="${words.filters[lang]}" class="tabs">
    <ul>
      ${links}
    </ul>
  </nav>`;
}

function table(lines: readonly MessageLine[], actor: Actor, lang: Lang): Html {
  const heads = [words.what, words.state, words.about, words.to, words.when, words.attempts].map(
    (text) => html`<th scope="col">${text[lang]}</th>`,
  );
  return html`<section class="scroll" aria-label="${words.messages[lang]}" tabindex="0">
    <table class="queue messages">
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${lines.map((line) => row(line, actor, lang))}
      </tbody>
    </table>
  </section>`;
}

function row(line: MessageLine, actor: Actor, lang: Lang): Html {
  const to = line.ending === null ? html`${words.email[lang]}` : bdi(line.ending);
  return html`<tr>
    <th scope="row" data-label="${words.what[lang]}">${kindText(line, lang)}</th>
    <td data-label="${words.state[lang]}">
      ${stateCell(line, lang)} ${retryForm(line, actor, 'list', lang)}
    </td>
    <td data-label="${words.about[lang]}">${about(line, lang)}</td>
    <td data-label="${words.to[lang]}">${to}</td>
    <td data-label="${words.when[lang]}">${moment(line.stateAt, lang)}</td>
    <td data-label="${words.attempts[lang]}">${attemptsList(line, lang)}</td>
  </tr>`;
}

function about({ application, permit }: MessageLine, lang: Lang): Html {
  if (application !== null)
    return html`<a href="/${lang}/staff/applications/${application.id}">${bdi(application.reference)}</a>`;
  if (permit !== null)
    return html`<a href="/${lang}/staff/register/permits/${permit.id}">${bdi(permit.label)}</a>`;
  return html`–`;
}

/** Onward by the last message that was shown: those that come meanwhile move nothing. */
function pages({ next }: MessagePage, part: MessagePart, isFirst: boolean, lang: Lang): Html {
  if (next === null && isFirst) return nothing;
  const to = addressOf(part, lang);
  return html`<p class="actions">
    ${
      next !== null &&
      linkButton({
        href: `${to}${to.includes('?') ? '&' : '?'}before=${next}`,
        text: words.older[lang],
        kind: 'ghost',
      })
    }
    ${!isFirst && html`<a href="${to}">${words.newest[lang]}</a>`}
  </p>`;
}
