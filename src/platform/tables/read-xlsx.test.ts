import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAll, tableFolder } from '../../../test/support/table-files.ts';
import { bookBytes, bookParts, zipBytes, type BookOptions } from '../../../test/support/zip-bytes.ts';
import { openTable } from './open-table.ts';
import { isDateFormat } from './xlsx-styles.ts';
import { readSheet } from './xlsx-sheet.ts';
import { columnName, columnOf, dayOfSerial, plainNumber, unescapedText } from './xlsx-values.ts';
import { openWorkbook } from './xlsx-workbook.ts';

const { put } = tableFolder();
const book = (options: BookOptions): string => put(bookBytes(options), '.xlsx');

/** Reads to the end without the thread, whose start takes longer than these files do. */
async function readHere(path: string): Promise<void> {
  const workbook = await openWorkbook(path);
  try {
    for await (const _ of (await readSheet(workbook)).batches);
  } finally {
    workbook.parts.close();
  }
}

const text = (place: string, value: string): string =>
  `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
const HEADER = `<row r="1">${text('A1', 'a')}${text('B1', 'b')}</row>`;

test('shared, inline and rich texts are read whole, without how they are pronounced', async () => {
  const path = book({
    strings:
      '<si><t>اسم</t></si><si><r><t xml:space="preserve">two </t></r><r><rPr><b/></rPr><t>runs</t></r><rPh sb="0" eb="1"><t>never</t></rPh></si><si/><si><t>line_x000D_&amp;_x005F_x000D_</t></si>',
    sheet:
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>' +
      '<row r="3"><c r="A3" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r><rPh><t>x</t></rPh></is></c><c r="B3" t="s"><v>3</v></c></row>' +
      '<row r="4"><c r="A4" t="s"><v>2</v></c><c r="B4" t="str"><v>said</v></c></row>' +
      '<row r="5"><c r="A5" t="s"><v>2</v></c></row>',
  });
  const { header, rows, lines, format, encoding, delimiter } = await readAll(path);
  assert.deepEqual([format, encoding, delimiter], ['xlsx', null, null]);
  assert.deepEqual(header, ['اسم', 'two runs']);
  assert.deepEqual(rows, [['inline', 'line\r&_x000D_'], ['', 'said']]); // prettier-ignore
  assert.deepEqual(lines, [3, 4]);
});

test('numbers are plain, dates are days, truth and errors are words', async () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.0&quot;day&quot;"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>';
  const cells: [style: number, value: string, shown: string, shown1904: string][] = [
    [0, '791234567', '791234567', '791234567'],
    [0, '7.91234567E8', '791234567', '791234567'],
    [0, '2016.5', '2016.5', '2016.5'],
    [1, '46118.75', '2026-04-06', '2030-04-07'],
    [2, '1', '1900-01-01', '1904-01-02'],
    [2, '60', '1900-02-29', '1904-03-01'],
    [3, '46118', '46118', '46118'],
  ];
  const sheet = `${HEADER}${cells.map(([s, v], i) => `<row><c><v>${i}</v></c><c s="${s}"><v>${v}</v></c></row>`).join('')}`;
  const { rows } = await readAll(book({ sheet, styles }));
  assert.deepEqual(rows.map(([, value]) => value), cells.map(([, , shown]) => shown)); // prettier-ignore
  const workbook =
    '<x:workbook xmlns:x="m"><x:workbookPr date1904="1"/><x:sheets><x:sheet state="hidden" r:id="none"/><x:sheet r:id="s1"/></x:sheets></x:workbook>';
  const later = await readAll(book({ sheet, styles, workbook }));
  assert.equal(later.date1904, true);
  assert.deepEqual(later.rows.map(([, value]) => value), cells.map(([, , , shown]) => shown)); // prettier-ignore

  const words = `${HEADER}<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c></row><row><c t="e"><v>#N/A</v></c><c t="d"><v>2026-04-06T00:00:00</v></c></row>`;
  assert.deepEqual((await readAll(book({ sheet: words }))).rows, [['TRUE', 'FALSE'], ['#N/A', '2026-04-06']]); // prettier-ignore
});

test('values by themselves', () => {
  const numbers = { '1e21': '1000000000000000000000', '1.5E-7': '0.00000015', '-2.50': '-2.5', '0.1': '0.1', '-1.25e22': '-12500000000000000000000', '12345678901234567890': '12345678901234600000', '0.30000000000000004': '0.3', '-0': '0' }; // prettier-ignore
  for (const [from, to] of Object.entries(numbers)) assert.equal(plainNumber(from), to);
  for (const none of ['', 'x', 'Infinity', 'NaN']) assert.equal(plainNumber(none), undefined);
  assert.deepEqual([0.5, -1, 59, 61, 2_958_465, 2_958_466].map((n) => dayOfSerial(n, false)), [undefined, undefined, '1900-02-28', '1900-03-01', '9999-12-31', undefined]); // prettier-ignore
  assert.equal(dayOfSerial(0, true), '1904-01-01');
  for (const code of ['d', 'yyyy-mm-dd;@', '[$-409]mmm', '[Red]yy', 'h:mm'])
    assert.ok(isDateFormat(code), code);
  for (const code of ['General', '0.00', '0"d"', '[Red]0', '0\\d', '0_m', '@', '#,##0'])
    assert.ok(!isDateFormat(code), code);
  assert.equal(unescapedText('_x0041__x00_ _x5_'), 'A_x00_ _x5_');
  for (const [column, name] of [
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [16_383, 'XFD'],
  ] as const) {
    // prettier-ignore
    assert.equal(columnName(column), name);
    assert.equal(columnOf(`${name}7`), column);
  }
  for (const none of ['7', '', 'a1', 'ABCDE1']) assert.equal(columnOf(none), undefined);
});

test('cells stand where their reference says, else in order; rows are padded', async () => {
  const sheet = `<row r="2">${text('C2', 'c')}${text('A2', 'a')}</row><row/><row r="7"><c r="C7"><v>3</v></c></row><row><c><v>1</v></c></row>`;
  const { header, rows, lines } = await readAll(book({ sheet }));
  assert.deepEqual(header, ['a', '', 'c']);
  assert.deepEqual(rows, [['', '', '3'], ['1', '', '']]); // prettier-ignore
  assert.deepEqual(lines, [7, 8]);
});

test('many rows come in several batches, in order, and the progress ends at what was read', async () => {
  const sheet = HEADER + Array.from({ length: 5000 }, (_, i) => `<row><c><v>${i}</v></c></row>`).join('');
  const table = await openTable(book({ sheet }));
  let next = 0;
  let batches = 0;
  for await (const batch of table.rows()) {
    batches++;
    for (const { line, cells } of batch) assert.deepEqual([line, cells], [next + 2, [String(next++), '']]);
  }
  assert.equal(next, 5000);
  assert.ok(batches > 1);
  assert.ok(table.bytesRead() > 0 && table.bytesRead() <= table.bytesInAll);
  await table.close();
  await table.close();
});

test('what is wrong with a workbook is refused with its code and place', async () => {
  const sheetName = 'xl/worksheets/sheet1.xml';
  const row = (cells: string): string => `${HEADER}<row r="7">${cells}</row>`;
  const cases: [book: BookOptions, code: string, facts?: Record<string, string | number>][] = [
    [{}, 'no-header'],
    [{ sheet: row('<c r="B7"><f>1+1</f><v>2</v></c>') }, 'formula', { cell: 'B7', line: 7, column: 2 }],
    [{ sheet: row('<c r="C7"><v>2</v></c>') }, 'ragged', { line: 7, found: 3, expected: 2 }],
    [{ sheet: row('<c t="s"><v>5</v></c>') }, 'broken-xml', { part: sheetName }],
    [{ sheet: row('<c><v>five</v></c>') }, 'broken-xml'],
    [{ sheet: row('<c><v>5</c>') }, 'broken-xml'],
    [{ sheet: row('<c r="7"/>') }, 'broken-xml'],
    [{ sheet: `${HEADER}<row r="1"/>` }, 'broken-xml'],
    [{ sheet: row(text('A7', '&none;')) }, 'broken-xml'],
    [{ sheet: row('<x>'.repeat(100)) }, 'broken-xml'],
    [{ sheet: Buffer.from([0x3c, 0x61, 0x3e, 0xff]) }, 'broken-xml'],
    [{ sheet: row(text('A7', '_x0000_')) }, 'nul', { line: 7 }],
    [{ sheet: `<row><c r="GS1"><v>1</v></c></row>` }, 'too-wide', { found: 201, limit: 200 }],
    [{ sheet: row(text('A7', 'x'.repeat(600_000)) + text('B7', 'x'.repeat(600_000))) }, 'long-record'],
    [{ sheet: row(text('A7', 'x'.repeat(3_000_000))) }, 'broken-xml'],
    [{ sheet: '<!DOCTYPE worksheet><worksheet/>' }, 'doctype', { part: sheetName }],
    [{ sheet: HEADER, strings: `<!--${' '.repeat(70_000)}--><!DOCTYPE a>` }, 'broken-xml'],
    [{ workbook: '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>' }, 'doctype', { part: 'xl/workbook.xml' }],
    [{ workbook: '<workbook><sheets><sheet state="veryHidden" r:id="s1"/></sheets></workbook>' }, 'no-sheet'],
  ];
  for (const [options, code, facts] of cases)
    await assert.rejects(
      readHere(book(options)),
      { name: 'TableError', code, ...(facts && { facts }) },
      JSON.stringify(options).slice(0, 200),
    );
  const styles = `<cellXfs>${'<xf numFmtId="14"/>'.repeat(70_000)}</cellXfs>`;
  await assert.rejects(readHere(book({ sheet: HEADER, styles })), { code: 'broken-xml' });
  const parts = bookParts({ sheet: HEADER });
  const relations = Array.from({ length: 2001 }, (_, i) => `<Relationship Id="${i}" Type="t" Target="t"/>`);
  parts[1]!.data = `<Relationships>${relations.join('')}</Relationships>`;
  await assert.rejects(readHere(put(zipBytes(parts), '.xlsx')), { code: 'too-many-parts' });
  const lateDoctype = `<?xml version="1.0"?><!--${'x'.repeat(70_000)}--><!DOCTYPE worksheet><worksheet/>`;
  await assert.rejects(readHere(book({ sheet: lateDoctype })), { code: 'doctype' });
});

test('a part that is never read may have no document type either', async () => {
  const parts = [
    ...bookParts({ sheet: HEADER }),
    { name: 'docProps/app.xml', data: Buffer.from('\ufeff<!DOCTYPE a>', 'utf16le') },
  ];
  await assert.rejects(readHere(put(zipBytes(parts), '.xlsx')), {
    code: 'doctype',
    facts: { part: 'docprops/app.xml' },
  });
});

test('what is no workbook is refused', async () => {
  await assert.rejects(openTable(put('a,b\n1,2\n', '.xlsx')), { code: 'not-xlsx' });
  await assert.rejects(openTable(put(zipBytes([{ name: 'a.txt', data: 'a' }]), '.xlsx')), {
    code: 'not-xlsx',
  });
  await assert.rejects(openTable(put('PK\x03\x04 and no more', '.xlsx')), { code: 'damaged' });
  await assert.rejects(openTable(put(bookBytes({ sheet: HEADER }).subarray(0, -30), '.xlsx')), {
    code: 'damaged',
  });

  const container = Buffer.alloc(2048);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(container);
  container.writeUInt16LE(9, 30);
  container.writeUInt32LE(1, 48);
  await assert.rejects(openTable(put(container, '.xls')), { code: 'old-xls' });
  container.write('EncryptedPackage', 1024, 'utf16le');
  await assert.rejects(openTable(put(container, '.xlsx')), { code: 'encrypted' });
});

test('an archive that lies, is damaged, or has a password is refused', async () => {
  const sheet = HEADER + '<row><c><v>1</v></c></row>'.repeat(5000);
  const lie = (claims: object, stored = false): string => {
    const parts = bookParts({ sheet });
    Object.assign(parts.at(-1)!, { claims, stored });
    return put(zipBytes(parts), '.xlsx');
  };
  await assert.rejects(readHere(lie({ size: 1000 })), { code: 'lying-size' });
  await assert.rejects(readHere(lie({ size: 1_000_000 })), { code: 'lying-size' });
  await assert.rejects(readHere(lie({ compressed: 50_000_000 })), { code: 'lying-size' });
  await assert.rejects(readHere(lie({ size: 5 }, true)), { code: 'lying-size' });
  await assert.rejects(readHere(lie({ sum: 1 })), { code: 'damaged' });
  await assert.rejects(readHere(lie({ flags: 1 })), { code: 'encrypted' });
  await assert.rejects(readHere(lie({ flags: 0x41 })), { code: 'encrypted' });
  const twice = bookParts({ sheet });
  await assert.rejects(readHere(put(zipBytes([...twice, twice.at(-1)!]), '.xlsx')), { code: 'damaged' });
});
