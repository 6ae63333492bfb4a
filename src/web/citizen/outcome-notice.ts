import { showDate } from '../../platform/i18n/dates.ts';
import { todayAt } from '../../platform/clock/calendar.ts';
import { linkButton } from '../ui/button.ts';
import { filled } from '../ui/filled.ts';
import { html, nothing } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { words } from './words.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { Facts } from '../../engine/define/register.ts';
import type { RefusalText } from '../../engine/define/text.ts';
import type { NotPossible } from '../../engine/journey/draft.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Html } from '../ui/html.ts';

/**
 * Why there can be no application, in the service's own words: what to look at, or which rule refuses, since when it
 * holds, and the way out. `actions` stand below it when the outcome has none of its own; `follow` leads to an open application.
 */
export function outcomeNotice(
  service: Service,
  outcome: NotPossible,
  lang: Lang,
  actions: Html = nothing,
  follow: { href: string; text: string } = { href: `/${lang}/track`, text: words.followIt[lang] },
): Html {
  const text = service.text[lang];
  switch (outcome.kind) {
    case 'miss':
      return notice({
        tone: 'warn',
        title: text.miss.title,
        body: html`<ul>
          ${text.miss.check.map((line) => html`<li>${line}</li>`)}
        </ul>`,
        actions,
      });
    case 'refused': {
      const refusal = text.refusals[outcome.refusal.code];
      return refusal ? refusalNotice(refusal, outcome.refusal.facts, lang, nothing) : nothing;
    }
    case 'already-open': {
      const since = showDate(todayAt(new Date(outcome.since)), lang);
      const facts: Facts = { since: { kind: 'number', text: since } };
      return refusalNotice(text.alreadyOpen, facts, lang, linkButton(follow));
    }
  }
}

function refusalNotice(refusal: RefusalText, facts: Facts, lang: Lang, actions: Html): Html {
  return notice({
    tone: 'stop',
    title: refusal.title,
    body: html`<p>${filled(refusal.rule, facts, lang)} ${filled(refusal.since, facts, lang)}</p>
      <p><b>${filled(refusal.wayOut, facts, lang)}</b></p>`,
    actions,
  });
}

/** What was just learnt takes the focus as the page opens, with or without a script. */
export function framed(inner: Html): Html {
  return html`<div id="outcome" role="alert" tabindex="-1" autofocus>${inner}</div>`;
}
