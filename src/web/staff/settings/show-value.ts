import { showMoney } from '../../../platform/i18n/money.ts';
import { showDate, showDay } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { html, join, raw } from '../../ui/html.ts';
import { countOf, nouns, spans } from './form-words.ts';
import { words } from './settings-words.ts';
import { put } from '../case/case-parts.ts';
import type { Bilingual, SettingForm, SettingPart } from '../../../engine/define/setting-form.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { Holiday } from './holidays-text.ts';

/** How many lines of a value stand where there is little room. */
const fewLines = 2;

/** A value in words, one line for each of its parts; words in both languages stand in both, whatever the reader's. */
export function linesOf(form: SettingForm, value: unknown, lang: Lang): Html[] {
  if (value === undefined || value === null) return [html`${words.notSet[lang]}`];
  switch (form.kind) {
    case 'number':
      return [html`${countOf(value as number, nouns[form.unit], lang)}`];
    case 'money':
      return [value === 0 ? html`${words.free[lang]}` : html`${showMoney(value as number, lang)}`];
    case 'duration': {
      const span = spans.find(({ seconds }) => (value as number) % seconds === 0) ?? spans[3];
      return [html`${countOf((value as number) / span.seconds, nouns[span.code], lang)}`];
    }
    case 'one-of': {
      const chosen = form.options.find((option) => option.value === value);
      return [html`${chosen?.name[lang] ?? (value as string)}`];
    }
    case 'yes-no':
      return [html`${value === true ? words.yes[lang] : words.no[lang]}`];
    case 'text':
      return [textLine(form.holds, value as string)];
    case 'words':
    case 'message': {
      const { ar, en } = value as { ar: string; en: string };
      return [inLanguage(ar, 'ar'), inLanguage(en, 'en')];
    }
    case 'weekdays': {
      const names = (value as number[]).map((day) => weekdayName(day, lang));
      return [html`${names.length === 0 ? words.none[lang] : names.join(lang === 'ar' ? '، ' : ', ')}`];
    }
    case 'holidays':
      return orNone(
        (value as Holiday[]).map(
          ({ day, name }) =>
            html`${bdi(showDate(Temporal.PlainDate.from(day), lang))} ${inLanguage(name.ar, 'ar')} ·
            ${inLanguage(name.en, 'en')}`,
        ),
        lang,
      );
    case 'emblem':
      if (value === '') return [html`${words.ownEmblem[lang]}`];
      return [
        html`<span class="emblem" role="img" aria-label="${words.emblemShown[lang]}"
          >${raw(value as string)}</span
        >`,
      ];
    case 'parts':
      if (form.said) return [saidAsOne(form.said, form.parts, value as Record<string, unknown>, lang)];
      return form.parts.map(
        (part) =>
          html`${part.name[lang]}: ${partLine(part, (value as Record<string, unknown>)[part.key], lang)}`,
      );
    case 'rows':
      return orNone(
        (value as Record<string, unknown>[]).map((row) => rowLine(form.parts, row, lang)),
        lang,
      );
  }
}

/** Parts that are said in one sentence: «40 مرة خلال ساعة». */
function saidAsOne(
  said: Bilingual,
  parts: readonly SettingPart[],
  value: Record<string, unknown>,
  lang: Lang,
): Html {
  const drawn = parts.map((part) => [part.key, partLine(part, value[part.key], lang)] as const);
  return put(said[lang], Object.fromEntries(drawn));
}

/** A part on one line; of several, each after its name. */
function partLine({ form }: SettingPart, value: unknown, lang: Lang): Html {
  return separated(linesOf(form, value, lang), form.kind === 'parts' ? (lang === 'ar' ? '، ' : ', ') : ' · ');
}

/** A row on one line; what is not ticked is not said. */
function rowLine(parts: readonly SettingPart[], row: Record<string, unknown>, lang: Lang): Html {
  const said = parts.flatMap((part) => {
    if (part.form.kind === 'yes-no') return row[part.key] === true ? [html`${part.name[lang]}`] : [];
    return [partLine(part, row[part.key], lang)];
  });
  return separated(said, ' · ');
}

function textLine(holds: string, text: string): Html {
  if (holds === 'arabic') return inLanguage(text, 'ar');
  if (holds === 'english') return inLanguage(text, 'en');
  return bdi(text);
}

/** Words in their own language and direction, isolated from those around them. */
function inLanguage(text: string, lang: Lang): Html {
  const direction = lang === 'ar' ? 'rtl' : 'ltr';
  return html`<span lang="${lang}" dir="${direction}">${text}</span>`;
}

function orNone(lines: Html[], lang: Lang): Html[] {
  return lines.length === 0 ? [html`${words.none[lang]}`] : lines;
}

/** Pieces with something between them. */
export function separated(parts: readonly Html[], between: string): Html {
  return join(parts.flatMap((part, index) => (index === 0 ? [part] : [html`${between}`, part])));
}

/** The name of a day of the week, Monday 1. */
export function weekdayName(day: number, lang: Lang): string {
  // January 2024 began on a Monday.
  return showDay(Temporal.PlainDate.from({ year: 2024, month: 1, day }), lang).weekday;
}

/**
 * A value in the list of all: what it says in the reader's language, and where that is not all of it, the whole of it folded
 * away. What is kept in two languages and with codes is much at once where one looks for one number among forty.
 */
export function inBrief(form: SettingForm, value: unknown, lang: Lang): Html {
  const gist = gistOf(form, value, lang);
  if (gist === null) return briefly(form, value, lang);
  const shown = separated(gist.slice(0, fewInList), lang === 'ar' ? '، ' : ', ');
  const whole = put(words.whole[lang], { count: bdi(String(gist.length)) });
  return html`${shown}${gist.length > fewInList && '\u00a0…'}
    <details class="refuse">
      <summary>${gist.length > 1 ? whole : words.bothLanguages[lang]}</summary>
      ${wholly(form, value, lang)}
    </details>`;
}

/** How many of a list stand in the list of all settings. */
const fewInList = 3;

/** What a value in two languages says in one, a piece for each row; null: it has no languages. */
function gistOf(form: SettingForm, value: unknown, lang: Lang): Html[] | null {
  if (value === undefined || value === null) return null;
  if (form.kind === 'words' || form.kind === 'message') return [html`${(value as Bilingual)[lang]}`];
  if (form.kind !== 'rows') return null;
  const holds = lang === 'ar' ? 'arabic' : 'english';
  const said = (row: Record<string, unknown>): Html[] =>
    form.parts.flatMap(({ key, form: part }) => {
      if (part.kind === 'words') return [html`${(row[key] as Bilingual)[lang]}`];
      return part.kind === 'text' && part.holds === holds ? [html`${row[key] as string}`] : [];
    });
  const all = (value as Record<string, unknown>[]).map((row) => separated(said(row), ' '));
  return all.every((each) => String(each) === '') ? null : all;
}

/** A value where there is little room: its first lines, and how many there are. */
export function briefly(form: SettingForm, value: unknown, lang: Lang): Html {
  const lines = linesOf(form, value, lang);
  const [only] = lines;
  if (only !== undefined && lines.length === 1) return only;
  const shown = lines.slice(0, fewLines).map((line) => html`<li>${line}</li>`);
  const more = put(words.more[lang], { count: bdi(String(lines.length)) });
  return html`<ul class="lines brief">
    ${shown}${lines.length > fewLines && html`<li class="quiet">${more}</li>`}
  </ul>`;
}

/** A whole value. */
export function wholly(form: SettingForm, value: unknown, lang: Lang): Html {
  const lines = linesOf(form, value, lang);
  return html`<ul class="lines brief">
    ${lines.map((line) => html`<li>${line}</li>`)}
  </ul>`;
}

/**
 * Two values side by side, line by line: what only the one or the other has is marked, by a word for those who listen as by its
 * colour.
 */
export function compared(form: SettingForm, before: unknown, after: unknown, lang: Lang): Html {
  const [old, fresh] = [linesOf(form, before, lang), linesOf(form, after, lang)];
  const side = (title: string, lines: readonly Html[], others: readonly Html[], tone: string) => {
    const known = new Set(others.map(String));
    const items = lines.map((line) =>
      known.has(String(line)) ? html`<li>${line}</li>` : html`<li class="${tone}">${mark(tone, line)}</li>`,
    );
    return html`<div>
      <h3>${title}</h3>
      <ul class="lines brief">
        ${items}
      </ul>
    </div>`;
  };
  return html`<div class="before-after">
    ${side(words.before[lang], old, fresh, 'went')} ${side(words.after[lang], fresh, old, 'came')}
  </div>`;
}

function mark(tone: string, line: Html): Html {
  return tone === 'went' ? html`<del>${line}</del>` : html`<ins>${line}</ins>`;
}
