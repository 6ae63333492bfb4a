import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import type { ReadReport } from '../../../test/support/read-table.ts';
import { tableFolder } from '../../../test/support/table-files.ts';
import { bookBytes, bookParts, zipBytes, type ZipPart } from '../../../test/support/zip-bytes.ts';

const { put } = tableFolder();
const run = promisify(execFile);
const reader = join(import.meta.dirname, '../../../test/support/read-table.ts');

/** Reads a file in a process of its own, which must end in the code, within these seconds of processor and 200 MiB. */
async function refused(path: string, code: string, seconds = 2): Promise<ReadReport['facts']> {
  const { stdout } = await run(process.execPath, [reader, path]);
  const report = JSON.parse(stdout) as ReadReport;
  assert.equal(report.code, code);
  assert.ok(report.seconds < seconds, `${code} took ${report.seconds} s`);
  assert.ok(report.peak < 200, `${code} took ${report.peak} MiB`);
  return report.facts;
}

/** A workbook whose last part, the sheet, is made of a beginning and very many spaces. */
function bomb(claims: ZipPart['claims'] = {}): string {
  const sheet = Buffer.alloc(50_000_000, ' ');
  sheet.write('<worksheet>');
  const parts = bookParts({ sheet });
  Object.assign(parts.at(-1)!, { claims });
  return put(zipBytes(parts), '.xlsx');
}

test('a bomb goes off neither by its directory nor by its bytes', async () => {
  assert.deepEqual(await refused(bomb(), 'bomb'), { part: 'xl/worksheets/sheet1.xml', limit: 200 });
  await refused(bomb({ size: 1_000_000 }), 'lying-size');
});

test('shared text is kept to a limit', async () => {
  // It deflates well, and not so well that it is a bomb. All of it up to the limit has to be read.
  const text = randomBytes(300).toString('hex').repeat(1000);
  await refused(
    put(bookBytes({ strings: `<si><t>${text}</t></si>`.repeat(130) }), '.xlsx'),
    'too-much-text',
    4,
  );
});

test('a line of a gigabyte is noticed at its beginning, of letters or of nothing', async () => {
  const letters = put('a,b\n1,');
  for (let i = 0; i < 3; i++) appendFileSync(letters, 'x'.repeat(1_000_000));
  truncateSync(letters, 1_000_000_000);
  assert.deepEqual(await refused(letters, 'long-record'), { line: 2, limit: 1_048_576 });
  const nothing = put('a,b\n1,');
  truncateSync(nothing, 1_000_000_000);
  assert.deepEqual(await refused(nothing, 'nul'), { line: 2 });
});

test('a million sheets, and parts without end', async () => {
  // A thousand that differ, so that what repeats lies too far apart to deflate like a bomb.
  const sheets = Array.from({ length: 1000 }, (_, i) => `<sheet name="${i}" sheetId="${i}" r:id="s${i}"/>`);
  const workbook = `<workbook><sheets>${sheets.join('').repeat(1000)}</sheets></workbook>`;
  assert.deepEqual(await refused(put(bookBytes({ workbook }), '.xlsx'), 'too-many-sheets'), { limit: 1000 });
  const parts = Array.from({ length: 5000 }, (_, i) => ({ name: `${i}`, data: '', stored: true }));
  await refused(put(zipBytes([...bookParts({}), ...parts]), '.xlsx'), 'too-many-parts');
});

test('the last cell of a sheet takes no room', async () => {
  const cell = (place: string): string => `<c r="${place}" t="inlineStr"><is><t>x</t></is></c>`;
  const first = `<row r="1">${cell('A1')}</row>`;
  const last = `<row r="1048576">${cell('XFD1048576')}</row>`;
  assert.deepEqual(await refused(put(bookBytes({ sheet: first + last }), '.xlsx'), 'ragged'), {
    line: 1_048_576,
    found: 16_384,
    expected: 1,
  });
  assert.deepEqual(await refused(put(bookBytes({ sheet: last }), '.xlsx'), 'too-wide'), {
    found: 16_384,
    limit: 200,
  });
});

test('attributes without end', async () => {
  const attributes = Array.from({ length: 300_000 }, (_, i) => ` a${i}=""`).join('');
  await refused(put(bookBytes({ sheet: `<row${attributes}/>` }), '.xlsx'), 'broken-xml');
});
