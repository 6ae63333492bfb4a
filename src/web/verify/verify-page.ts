import { bdi } from '../ui/bdi.ts';
import { button } from '../ui/button.ts';
import { errorSummary } from '../ui/error-summary.ts';
import { field } from '../ui/field.ts';
import { drawFact, filled } from '../ui/filled.ts';
import { html } from '../ui/html.ts';
import { keyValues } from '../ui/key-values.ts';
import { notice } from '../ui/notice.ts';
import { words } from './words.ts';
import type { Checked } from '../../engine/documents/check-document.ts';
import type { DocumentTerm } from '../../engine/documents/document.ts';
import type { Fact, Facts } from '../../engine/define/register.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';
import type { Html } from '../ui/html.ts';
import type { Tone } from '../ui/notice.ts';
import type { Text } from '../ui/words.ts';

/** What the form shows: what was typed, and what is wrong with it. */
export type VerifyForm = { typed: string; error?: string; general: string[] };

/** The page that asks for a code; with a script it reads what a scanned code left behind the `#` of its address. */
export function verifyPage({ typed, error, general }: VerifyForm, lang: Lang): PageContent {
  const wrong = error !== undefined || general.length > 0;
  const errors = error === undefined ? [] : [{ name: 'code', text: error }];
  const main = html`<h1>${words.title[lang]}</h1>
    ${wrong && errorSummary({ lang, title: words.errorTitle[lang], errors, general })}
    <div role="status" data-verify>${verdicts(lang)}</div>
    <p class="lead">${words.intro[lang]}</p>
    ${form(lang, typed, error)}`;
  return { title: words.title[lang], main, narrow: true, alert: wrong, scripts: ['verify.js'] };
}

function form(lang: Lang, typed: string, error?: string): Html {
  return html`<form method="post" action="/${lang}/verify/answer" novalidate>
    ${field({
      name: 'code',
      label: words.code[lang],
      hint: words.codeHint[lang].replace('{example}', '\u2066K7M4-92QH\u2069'),
      value: typed,
      kind: 'reference',
      short: true,
      required: true,
      lang,
      ...(error !== undefined && { error }),
    })}
    <p>${button({ text: words.check[lang] })}</p>
  </form>`;
}

/** What the script may have to say, in the reader's language; it shows one of them. */
function verdicts(lang: Lang): Html {
  const say = (name: string, tone: Tone, title: Text, text?: Text) =>
    html`<div data-verdict="${name}" hidden>
      ${notice({ tone, title: title[lang], body: html`${text && html`<p>${text[lang]}</p>`}` })}
    </div>`;
  return html`${say('checking', 'info', words.checking)}${say('altered', 'stop', words.altered, words.alteredText)}
  ${say('not-ours', 'stop', words.notOurs, words.notOursText)}${say('cannot', 'warn', words.cannot, words.cannotText)}`;
}

/** What is known of a document with this code. */
export function genuinePage(document: Checked, lang: Lang): PageContent {
  const { paper, term, code, registerDown } = document;
  const { tone, title, text, facts } = standingOf(document);
  const day = (date: string) => drawFact({ kind: 'date', date }, lang);
  const main = html`<h1>${words.title[lang]}</h1>
    ${notice({ tone, title: title[lang], body: html`<p>${filled(text[lang], facts, lang)}</p>` })}
    ${registerDown && notice({ tone: 'warn', title: words.registerDown[lang], body: html`` })}
    <h2>${words.compare[lang]}</h2>
    ${keyValues({
      rows: [
        { key: words.code[lang], value: bdi(code) },
        { key: words.permit[lang], value: bdi(`${paper.number} / ${paper.year}`) },
        { key: words.holder[lang], value: html`<bdi>${paper.holder}</bdi>` },
        { key: words.holderNumber[lang], value: bdi(paper.holderNumber) },
        { key: words.term[lang], value: bdi(String(term.ordinal)) },
        { key: words.from[lang], value: day(term.from) },
        { key: words.until[lang], value: day(term.until) },
      ],
    })}
    <p><a href="/${lang}/verify">${words.another[lang]}</a></p>`;
  return { title: title[lang], main, narrow: true };
}

/** The document was ours, and is no more than a term by now. */
export function forgottenPage({ code, term }: { code: string; term: DocumentTerm }, lang: Lang): PageContent {
  const facts: Facts = {
    from: { kind: 'date', date: term.from },
    until: { kind: 'date', date: term.until },
  };
  const body = html`<p>${filled(words.forgottenText[lang], facts, lang)}</p>`;
  const main = html`<h1>${words.title[lang]}</h1>
    ${notice({ tone: 'warn', title: words.ended[lang], body })}
    ${keyValues({ rows: [{ key: words.code[lang], value: bdi(code) }] })}
    <p><a href="/${lang}/verify">${words.another[lang]}</a></p>`;
  return { title: words.ended[lang], main, narrow: true };
}

/** There is no document with this code. */
export function unknownPage(typed: string, lang: Lang): PageContent {
  const main = html`<h1>${words.title[lang]}</h1>
    ${notice({ tone: 'stop', title: words.unknown[lang], body: html`<p>${words.unknownText[lang]}</p>` })}
    ${form(lang, typed)}`;
  return { title: words.unknown[lang], main, narrow: true };
}

function standingOf({ standing, term }: Checked): { tone: Tone; title: Text; text: Text; facts: Facts } {
  const date = (day: string): Fact => ({ kind: 'date', date: day });
  const facts = { from: date(term.from), until: date(term.until) };
  switch (standing.kind) {
    case 'valid':
      return { tone: 'good', title: words.valid, text: words.validText, facts };
    case 'not-yet':
      return { tone: 'warn', title: words.notYet, text: words.notYetText, facts };
    case 'ended':
      return { tone: 'warn', title: words.ended, text: words.endedText, facts };
    case 'superseded': {
      const { ordinal, from, until } = standing.by;
      const newer: Facts = {
        term: { kind: 'number', text: String(ordinal) },
        from: date(from),
        until: date(until),
      };
      return { tone: 'warn', title: words.superseded, text: words.supersededText, facts: newer };
    }
    case 'withdrawn':
      return {
        tone: 'stop',
        title: words.withdrawn,
        text: words.withdrawnText,
        facts: { on: date(standing.on) },
      };
  }
}
