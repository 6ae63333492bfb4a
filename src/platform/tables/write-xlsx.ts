import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { TableError } from './table-error.ts';
import { columnName } from './xlsx-values.ts';

export type XlsxOptions = {
  /** Shown on the tab; what Excel does not allow in it goes. */
  sheetName?: string;
  /** The first column stands at the right. */
  rightToLeft?: boolean;
  /** Columns, from 0, that hold numbers: what is one there is written as one, so that it can be added up. */
  numbers?: readonly number[];
};

/** Letters of XML that are handed on at once. */
const PIECE = 65_536;
const ROWS_IN_SHEET = 1_048_576;
/** Sheets are the same few tags again and again: what more effort would save is little. */
const EFFORT = 3;
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const TEXT = 1;
const BOLD_TEXT = 2;
/** No more digits than a spreadsheet keeps. */
const NUMBER = /^-?\d{1,15}(?:\.\d{1,6})?$/;

/** The bytes of an XLSX file with one sheet: a frozen, bold header, and every cell as text but those of columns of numbers. */
export function xlsxStream(
  header: readonly string[],
  rows: AsyncIterable<readonly string[][]>,
  options: XlsxOptions,
): Readable {
  const zip = new ZipFile();
  const sheet = Readable.from(sheetPieces(header, rows, options), { objectMode: false });
  // What the small parts are is decided here, so only the sheet can fail.
  for (const [name, xml] of smallParts(options.sheetName ?? '')) zip.addBuffer(Buffer.from(xml), name);
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', { compressionLevel: EFFORT });
  zip.end();
  // The zip's own stream neither ends nor fails when the sheet does.
  const out = new PassThrough();
  zip.outputStream.pipe(out);
  sheet.on('error', (error) => out.destroy(error));
  zip.on('error', (error: Error) => out.destroy(error));
  out.on('close', () => sheet.destroy());
  return out;
}

function smallParts(sheetName: string): [name: string, xml: string][] {
  return [
    [
      '[Content_Types].xml',
      `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
        `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/>` +
        `<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
    ],
    ['_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])],
    [
      'xl/workbook.xml',
      `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>` +
        `<sheet name="${escaped(allowedName(sheetName))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', styles()],
  ];
}

function relations(list: [kind: string, target: string][]): string {
  const each = list.map(
    ([kind, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/${kind}" Target="${target}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}

/** Three styles of cells: as Excel has it, text, bold text. Format 49 is `@`. */
function styles(): string {
  const cell = (font: number, format: number) =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
  return (
    `${DECLARATION}<styleSheet xmlns="${MAIN}">` +
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border/></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${cell(0, 49)}${cell(1, 49)}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}

async function* sheetPieces(
  header: readonly string[],
  rows: AsyncIterable<readonly string[][]>,
  { rightToLeft = false, numbers = [] }: XlsxOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const names = header.map((_, column) => columnName(column));
  let line = 1;
  yield Buffer.from(
    `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView${rightToLeft ? ' rightToLeft="1"' : ''} workbookViewId="0">` +
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
      `<cols><col min="1" max="${header.length}" width="18" style="${TEXT}" customWidth="1"/></cols>` +
      `<sheetData>${rowXml(line, header, names, BOLD_TEXT, [])}`,
  );
  for await (const batch of rows) {
    let xml = '';
    for (const cells of batch) {
      xml += rowXml(++line, cells, names, TEXT, numbers);
      if (line > ROWS_IN_SHEET)
        throw new TableError('too-many-rows', `a sheet holds ${ROWS_IN_SHEET} rows`, {
          limit: ROWS_IN_SHEET,
        });
      if (xml.length < PIECE) continue;
      yield Buffer.from(xml);
      xml = '';
    }
    if (xml !== '') yield Buffer.from(xml);
  }
  yield Buffer.from('</sheetData></worksheet>');
}

function rowXml(
  line: number,
  cells: readonly string[],
  names: readonly string[],
  style: number,
  numbers: readonly number[],
): string {
  let xml = `<row r="${line}">`;
  for (const [column, cell] of cells.entries()) {
    const text = escaped(cell);
    if (text === '') continue;
    const place = `${names[column] ?? columnName(column)}${line}`;
    if (numbers.includes(column) && NUMBER.test(cell)) {
      xml += `<c r="${place}"><v>${cell}</v></c>`;
      continue;
    }
    const space = /^\s|\s$/.test(text) ? ' xml:space="preserve"' : '';
    xml += `<c r="${place}" s="${style}" t="inlineStr"><is><t${space}>${text}</t></is></c>`;
  }
  return `${xml}</row>`;
}

/** What XML 1.0 has no way to write. A carriage return it would turn into a line feed. */
const illegal = /[[\p{Cc}\p{Cs}\ufffe\uffff]--[\t\n\r\x7f-\x9f]]/gv;
const special = /[&<>"\r]|_(?=x[0-9a-f]{4}[_\r])/gi;
const written: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '_x000D_',
  _: '_x005F_',
};

function escaped(text: string): string {
  return text.replace(illegal, '').replace(special, (sign) => written[sign] ?? sign);
}

function allowedName(name: string): string {
  return (
    name
      .replace(/[[\]:*?/\\']/g, ' ')
      .trim()
      .slice(0, 31)
      .trim() || 'Sheet1'
  );
}
