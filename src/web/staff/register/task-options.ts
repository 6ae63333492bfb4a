import { columnNames, findColumns, requiredColumns } from '../../../engine/registers/import/columns.ts';
import { button } from '../../ui/button.ts';
import { html, nothing } from '../../ui/html.ts';
import { select } from '../../ui/select.ts';
import { columnWords, words } from './import-words.ts';
import { section } from './register-parts.ts';
import type { RegisterTask, TaskOptions } from '../../../engine/registers/tasks/task.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { TableDelimiter, TableEncoding } from '../../../platform/tables/table.ts';
import type { Html } from '../../ui/html.ts';

const encodings: readonly TableEncoding[] = ['utf-8', 'windows-1256', 'utf-16le', 'utf-16be'];

const delimiters: Readonly<Record<string, TableDelimiter>> = { comma: ',', semicolon: ';', tab: '\t' };

/** The fields of the form: encoding, delimiter, and one for each of our columns. */
export const optionFields: readonly string[] = [
  'encoding',
  'delimiter',
  ...columnNames.map((column) => `column-${column}`),
];

/** How the file was read, and how it is to be read instead. */
export function optionsForm(task: RegisterTask, lang: Lang): Html {
  const { header, options } = task;
  const isText = header === null ? !/\.xls[xm]?$/i.test(task.file) : header.encoding !== null;
  if (header === null && !isText) return nothing;
  const found = (value: string | null | undefined) =>
    value === null || value === undefined
      ? words.automatic[lang]
      : words.guessed[lang].replace('{found}', `\u2068${value}\u2069`);
  const delimiterNames = { comma: words.comma[lang], semicolon: words.semicolon[lang], tab: words.tab[lang] };
  const nameOf = (sign: TableDelimiter | null | undefined) =>
    Object.keys(delimiters).find((name) => delimiters[name] === sign) as
      keyof typeof delimiterNames | undefined;
  const separated = nameOf(header?.delimiter);
  const cells = header?.cells ?? [];
  const places = findColumns(cells, options.columns);
  const text = html`${select({
    name: 'encoding',
    label: words.encoding[lang],
    value: options.encoding ?? '',
    placeholder: found(header?.encoding),
    options: encodings.map((value) => ({ value, text: value })),
    required: true,
    lang,
  })}
  ${select({
    name: 'delimiter',
    label: words.delimiter[lang],
    value: nameOf(options.delimiter) ?? '',
    placeholder: found(separated && delimiterNames[separated]),
    options: Object.entries(delimiterNames).map(([value, shown]) => ({ value, text: shown })),
    required: true,
    lang,
  })}`;
  const columns = columnNames.map((column) =>
    select({
      name: `column-${column}`,
      label: columnWords[column][lang],
      value: String(places.get(column) ?? ''),
      placeholder: words.notInFile[lang],
      options: cells.map((name, place) => ({ value: String(place), text: name === '' ? '–' : name })),
      required: requiredColumns.includes(column),
      lang,
    }),
  );
  return section(
    'options',
    words.reading2[lang],
    html`<p class="quiet">${words.readingText[lang]}</p>
      <form method="post" action="/${lang}/staff/register/files/${task.id}/options" novalidate>
        ${isText && html`<div class="three">${text}</div>`}
        ${
          cells.length > 0 &&
          html`<fieldset>
            <legend>${words.columns[lang]}</legend>
            <div class="three">${columns}</div>
          </fieldset>`
        }
        <p>${button({ text: words.again[lang], kind: 'ghost' })}</p>
      </form>`,
  );
}

/** Reads what was chosen. What the form offers nowhere is null. */
export function readOptions(sent: Record<string, string>, task: RegisterTask): TaskOptions | null {
  const encoding = encodings.find((each) => each === sent['encoding']);
  const delimiter = delimiters[sent['delimiter'] ?? ''];
  if ((sent['encoding'] ?? '') !== '' && encoding === undefined) return null;
  if ((sent['delimiter'] ?? '') !== '' && delimiter === undefined) return null;
  const columns: NonNullable<TaskOptions['columns']> = {};
  const cells = task.header?.cells ?? [];
  if (cells.length > 0)
    for (const column of columnNames) {
      const chosen = sent[`column-${column}`] ?? '';
      const name = cells[Number(chosen)];
      if (chosen !== '' && (!/^\d{1,3}$/.test(chosen) || name === undefined)) return null;
      columns[column] = chosen === '' ? '' : (name ?? '');
    }
  return { columns, ...(encoding && { encoding }), ...(delimiter && { delimiter }) };
}
