import { html, nothing } from '../../ui/html.ts';
import { attributes } from '../../ui/attributes.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { notice } from '../../ui/notice.ts';
import { langs } from '../../../platform/i18n/lang.ts';
import { isolate } from '../../../platform/i18n/dates.ts';
import { put } from '../case/case-parts.ts';
import { scrolled } from './figures-parts.ts';
import { words } from './figures-words.ts';
import type { Bulletin, MonthFigures } from '../../../engine/figures/read-bulletin.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Text } from '../../ui/words.ts';
import type { Html } from '../../ui/html.ts';
import type { StaffPage } from '../frame/staff-page.ts';
import type { Sheet } from './export-files.ts';

/** The lines of the bulletin, in their order; a percentage says so. */
const lines: readonly { of: keyof MonthFigures; text: Text; percent?: true }[] = [
  { of: 'received', text: words.received_ },
  { of: 'decided', text: words.decided_ },
  { of: 'approved', text: words.approved_ },
  { of: 'refused', text: words.refused_ },
  { of: 'inTime', text: words.inTime_, percent: true },
  { of: 'medianDays', text: words.median_ },
  { of: 'satisfied', text: words.satisfied_, percent: true },
  { of: 'answered', text: words.answered_ },
];

/** A number as it is written; a dash where there is none. */
function written(figures: MonthFigures | null, { of, percent }: (typeof lines)[number]): string {
  const value = figures?.[of] ?? null;
  return value === null ? '–' : `${value}${percent ? '%' : ''}`;
}

/** The name of a month: `تشرين الأول 2026`, as Jordan calls it. */
function monthName(month: Temporal.PlainDate, lang: Lang): string {
  const locale = lang === 'ar' ? 'ar-JO-u-nu-latn' : 'en-GB';
  return month.toLocaleString(locale, { month: 'long', year: 'numeric' });
}

/** One month as the city publishes it: beside the month before and the year before, and as text to be copied. */
export function bulletinPage(
  bulletin: Bulletin,
  months: readonly Temporal.PlainDate[],
  city: Text,
  actor: Actor,
  lang: Lang,
): StaffPage {
  const { month, isOver, now, monthBefore, yearBefore } = bulletin;
  const chosen = month.from.toString().slice(0, 7);
  const title = words.bulletin[lang];
  const cell = (text: string) => html`<td>${bdi(text)}</td>`;
  const rows = lines.map(
    (line) =>
      html`<tr>
        <th scope="row">${line.text[lang]}</th>
        <td><b>${bdi(written(now, line))}</b></td>
        ${cell(written(monthBefore, line))} ${cell(written(yearBefore, line))}
      </tr>`,
  );
  const heads = [
    words.figure[lang],
    monthName(month.from, lang),
    words.monthBefore[lang],
    words.yearBefore[lang],
  ];
  const main = html`<p class="crumbs no-print"><a href="/${lang}/staff/figures">${words.figures[lang]}</a></p>
    <h1>${title}</h1>
    <p class="lead">
      ${city[lang]} · ${put(words.ofMonth[lang], { month: html`<bdi>${monthName(month.from, lang)}</bdi>` })}
    </p>
    <form method="get" action="/${lang}/staff/figures/monthly" class="narrowing no-print">
      <div class="field">
        <label for="month">${words.monthField[lang]}</label>
        <span class="select"
          ><select id="month" name="month">
            ${months.map((each) => html`<option ${attributes({ value: each.toString().slice(0, 7), selected: each.equals(month.from) })}>${monthName(each, lang)}</option>`)}
          </select></span
        >
      </div>
      ${button({ text: words.show[lang], kind: 'ghost' })}
    </form>
    ${!isOver && notice({ tone: 'warn', title: words.notOver[lang], body: nothing })}
    ${scrolled(title, heads, rows)}
    <p class="no-print">
      ${words.save[lang]}:
      <a href="/${lang}/staff/figures/monthly/export?month=${chosen}" download>${bdi('XLSX')}</a>
    </p>
    <section class="no-print">
      ${langs.toSorted((a) => (a === lang ? -1 : 1)).map((each) => copyable(bulletin, city, each, lang))}
    </section>`;
  return { path: '/figures/monthly', title, main, actor, reads: null };
}

function copyable(bulletin: Bulletin, city: Text, lang: Lang, page: Lang): Html {
  const label = (lang === page ? words.plain : words.plainOther)[page];
  const given = attributes({
    id: `plain-${lang}`,
    lang,
    dir: lang === 'ar' ? 'rtl' : 'ltr',
    rows: lines.length + 2,
    readonly: true,
  });
  return html`<div class="field">
    <label for="plain-${lang}">${label}</label>
    <textarea ${given}>${'\n'}${plainText(bulletin, city, lang)}</textarea>
  </div>`;
}

/** The bulletin as plain text; numbers in Arabic are isolated, so that a line keeps its order wherever it is pasted. */
function plainText({ month, now, monthBefore }: Bulletin, city: Text, lang: Lang): string {
  const number = (text: string) => (lang === 'ar' ? isolate(text) : text);
  const title = words.plainTitle[lang]
    .replace('{city}', city[lang])
    .replace('{month}', monthName(month.from, lang));
  const told = lines.map((line) => {
    const value = number(written(now, line));
    const before = monthBefore === null ? null : number(written(monthBefore, line));
    const said =
      before === null ? value : words.plainWas[lang].replace('{now}', value).replace('{before}', before);
    return `${line.text[lang]}: ${said}`;
  });
  return [title, '', ...told].join('\n');
}

/** The bulletin as a file. */
export function bulletinSheet({ month, now, monthBefore, yearBefore }: Bulletin, lang: Lang): Sheet {
  const heads = [monthName(month.from, lang), words.monthBefore[lang], words.yearBefore[lang]];
  const rows = lines.map((line) => [
    `${line.text[lang]}${line.percent ? ' (%)' : ''}`,
    ...[now, monthBefore, yearBefore].map((figures) => String(figures?.[line.of] ?? '')),
  ]);
  return {
    columns: [{ text: words.figure[lang] }, ...heads.map((text) => ({ text, isNumber: true }))],
    rows: once(rows),
  };
}

async function* once(rows: string[][]): AsyncGenerator<string[][]> {
  yield rows;
}
