import { filled } from '../ui/filled.ts';
import { html } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { words } from './words.ts';
import type { Decision } from '../../engine/applications/application.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { Fact, Facts } from '../../engine/define/register.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Html } from '../ui/html.ts';

/** What the office decided, and what that means: the new term; or why not, in the city's words and the clerk's. */
export function decisionNotice(service: Service, decision: Decision, lang: Lang): Html {
  const text = service.text[lang];
  if (decision.kind === 'approved') {
    const { term } = decision;
    const date = (day: string): Fact => ({ kind: 'date', date: day });
    const facts: Facts = term === null ? {} : { from: date(term.from), until: date(term.until) };
    return notice({
      tone: 'good',
      title: words.approvedTitle[lang],
      body: html`<p><b>${filled(text.approved, facts, lang)}</b></p>`,
    });
  }
  return notice({
    tone: 'stop',
    title: words.refusedTitle[lang],
    body: html`<p><b>${words.why[lang]}: ${decision.reason[lang]}.</b></p>
      ${decision.words !== '' && html`<p class="typed" dir="auto">${decision.words}</p>`}
      <p>${text.refused}</p>`,
  });
}
