import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import { readAll, tableFolder } from '../../../test/support/table-files.ts';
import { neutralised } from './formula-cell.ts';
import { writeTable } from './write-table.ts';
import { openParts } from './xlsx-parts.ts';

const { folder } = tableFolder();
let count = 0;

async function* batches(rows: readonly string[][]): AsyncGenerator<readonly string[][]> {
  for (let at = 0; at < rows.length; at += 3) yield rows.slice(at, at + 3);
}

async function written(
  format: 'csv' | 'xlsx',
  header: string[],
  rows: string[][],
  options = {},
): Promise<string> {
  const path = join(folder, `${++count}.${format}`);
  await writeTable(path, format, header, batches(rows), options);
  return path;
}

const awkward = fc.constantFrom(
  '',
  ' ',
  '"',
  ',',
  ';',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '_x0041_',
  '_x0041\r',
  '_x000D_',
  '&lt;',
  '<',
  ']]>',
  '\ufeff',
  'اسم',
  '007',
  '1e5',
  "'",
);
const cell = fc
  .oneof(
    awkward,
    fc.string({ unit: 'grapheme' }),
    fc.array(awkward).map((parts) => parts.join('')),
    fc.constantFrom('=1', '+x', '@a', '-', '-5', '+962791234567', '\tx', '\r1'),
  )
  .map((text) => text.replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, ''));
const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.record({
    header: fc
      .array(cell, { minLength: width, maxLength: width })
      .map((cells) => [...cells.slice(1), `h${cells[0]}`]),
    rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 20 }),
  }),
);

for (const [format, kept, runs] of [
  ['csv', neutralised, 100],
  ['xlsx', (text: string) => text, 8],
] as const)
  // prettier-ignore
  test(`what was written as ${format} reads back the same`, async () => {
    await fc.assert(
      fc.asyncProperty(table, async ({ header, rows }) => {
        const read = await readAll(await written(format, header, rows));
        assert.deepEqual(read.header, header.map(kept));
        assert.deepEqual(read.rows, rows.filter((cells) => cells.some((text) => text !== '')).map((cells) => cells.map(kept))); // prettier-ignore
      }),
      { numRuns: runs },
    );
  });

test('CSV is UTF-8 with a mark, CRLF and commas, quoted where needed, and computes nothing', async () => {
  const path = await written('csv', ['a', 'b;c'], [['=1+1', '+962791234567'], ['-3.5', '-x'], ['say "x"', '']]); // prettier-ignore
  assert.equal(
    readFileSync(path, 'utf8'),
    '\ufeffa,"b;c"\r\n\'=1+1,+962791234567\r\n-3.5,\'-x\r\n"say ""x""",\r\n',
  );
});

test('a sheet is text throughout, with a bold frozen header, from the right if asked', async () => {
  const path = await written('xlsx', ['اسم', 'b'], [['=1+1', '\u0001ok\ud800']], {
    sheetName: 'سجل [1]:',
    rightToLeft: true,
  });
  assert.deepEqual((await readAll(path)).rows, [['=1+1', 'ok']]);
  const parts = await openParts(path);
  const read = async (name: string): Promise<string> => {
    let text = '';
    for await (const piece of parts.read(name)) text += piece.toString();
    return text;
  };
  const sheet = await read('xl/worksheets/sheet1.xml');
  assert.match(sheet, /<sheetView rightToLeft="1" .*ySplit="1".*state="frozen"/);
  assert.match(sheet, /<c r="A1" s="2" t="inlineStr">.*<c r="A2" s="1" t="inlineStr"><is><t>=1\+1</);
  assert.match(await read('xl/workbook.xml'), /<sheet name="سجل  1" /);
  const styles = await read('xl/styles.xml');
  assert.equal(styles.match(/numFmtId="49"/g)?.length, 2);
  parts.close();
});

test('a stream is written to and ended', async () => {
  const pieces: Buffer[] = [];
  const stream = new Writable({
    write(piece: Buffer, _, done) {
      pieces.push(piece);
      done();
    },
  });
  await writeTable(stream, 'csv', ['a'], batches([['1']]));
  assert.ok(stream.writableFinished);
  assert.equal(Buffer.concat(pieces).toString(), '\ufeffa\r\n1\r\n');
});

test('when the rows fail no file is left, and one that was there stays', async () => {
  async function* failing(): AsyncGenerator<readonly string[][]> {
    yield* batches([['1']]);
    throw new Error('no more rows');
  }
  for (const format of ['csv', 'xlsx'] as const) {
    const path = await written(format, ['a'], [['kept']]);
    const before = readdirSync(folder);
    await assert.rejects(writeTable(path, format, ['a'], failing()), /no more rows/);
    assert.deepEqual(readdirSync(folder), before);
    assert.deepEqual((await readAll(path)).rows, [['kept']]);
    await assert.rejects(writeTable(join(folder, 'none', 'a'), format, ['a'], batches([])), {
      code: 'ENOENT',
    });
  }
  await assert.rejects(writeTable(join(folder, 'x.csv'), 'csv', ['', ''], batches([])), RangeError);
});

test('a sheet that is full is refused', async () => {
  const full = Array.from({ length: 10_000 }, () => ['']);
  async function* many(): AsyncGenerator<readonly string[][]> {
    for (let i = 0; i < 105; i++) yield full;
  }
  await assert.rejects(writeTable(join(folder, 'full.xlsx'), 'xlsx', ['a'], many()), {
    code: 'too-many-rows',
  });
});
