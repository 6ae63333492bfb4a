import { attributes } from '../ui/attributes.ts';
import { bdi } from '../ui/bdi.ts';
import { button } from '../ui/button.ts';
import { errorSummary } from '../ui/error-summary.ts';
import { field } from '../ui/field.ts';
import { drawFact, filled } from '../ui/filled.ts';
import { html } from '../ui/html.ts';
import { keyValues } from '../ui/key-values.ts';
import { notice } from '../ui/notice.ts';
import { details, listLine, listStates, scanning, verdicts } from './scan-parts.ts';
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

/** What the page keeps on a device, to check without a network: the public keys, and after how many hours a list is old. */
export type VerifyKit = { keys: readonly object[]; warnAfter: number };

/**
 * The page that asks for a code. With a script it reads a square: by the camera, from a picture, or what a scanned one left
 * behind the `#` of its address; and a worker keeps it for where there is no network.
 */
export function verifyPage({ typed, error, general }: VerifyForm, kit: VerifyKit, lang: Lang): PageContent {
  const wrong = error !== undefined || general.length > 0;
  const errors = error === undefined ? [] : [{ name: 'code', text: error }];
  const given = attributes({
    'data-keys': JSON.stringify(kit.keys),
    'data-warn-after': String(kit.warnAfter),
  });
  const main = html`<h1>${words.title[lang]}</h1>
    ${wrong && errorSummary({ lang, title: words.errorTitle[lang], errors, general })}
    <div role="status" data-verify ${given}>
      ${verdicts(lang)}
      <div data-answer></div>
    </div>
    <div data-details hidden>${details(lang)}${listStates(lang)}</div>
    <p class="lead">${words.intro[lang]}</p>
    ${scanning(lang)}
    <h2>${words.typeTitle[lang]}</h2>
    ${form(lang, typed, error)}
    <div class="scripted">${listLine(lang)}</div>`;
  return {
    title: words.title[lang],
    main,
    narrow: true,
    alert: wrong,
    scripts: ['verify.js'],
    manifest: `/${lang}/verify/manifest.webmanifest`,
  };
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
    <p>${button({ text: words.check[lang], kind: 'ghost' })}</p>
  </form>`;
}

/** What is known of a document with this code. */
export function genuinePage(document: Checked, lang: Lang): PageContent {
  const { paper, term, code, conditions, registerDown } = document;
  const { tone, title, text, facts } = standingOf(document);
  const day = (date: string) => drawFact({ kind: 'date', date }, lang);
  const answer = html`${notice({ tone, title: title[lang], body: html`<p>${filled(text[lang], facts, lang)}</p>` })}
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
    ${
      conditions.length > 0 &&
      html`<h2>${words.conditions[lang]}</h2>
        <ul>
          ${conditions.map((each) => html`<li>${each[lang]}</li>`)}
        </ul>`
    }`;
  const main = html`<h1>${words.title[lang]}</h1>
    <div class="flow" data-checked>${answer}</div>
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
    <div data-checked>
      ${notice({ tone: 'stop', title: words.unknown[lang], body: html`<p>${words.unknownText[lang]}</p>` })}
    </div>
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
