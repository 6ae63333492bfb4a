import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readAll, tableFolder } from '../../../test/support/table-files.ts';
import { recordReader } from './csv-records.ts';
import { openTable } from './open-table.ts';
import { rowCounter } from './table-rows.ts';

const { folder, put } = tableFolder();

/** Windows-1256 of the letters that the tests use. */
const cp1256 = (text: string): Buffer =>
  Buffer.from(
    [...text].map((letter) =>
      'اسم'.includes(letter) ? [0xc7, 0xd3, 0xe3]['اسم'.indexOf(letter)]! : letter.charCodeAt(0),
    ),
  );

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

test('quoted cells hold delimiters, quotes and line breaks; a line is the physical one', async () => {
  const path = put('name,note\n"a, b","say ""yes"""\n"two\nlines","and\r\nmore"\n\n,\nlast,5" pipe\n');
  const { header, rows, lines, delimiter } = await readAll(path);
  assert.deepEqual(header, ['name', 'note']);
  assert.equal(delimiter, ',');
  assert.deepEqual(rows, [
    ['a, b', 'say "yes"'],
    ['two\nlines', 'and\r\nmore'],
    ['last', '5" pipe'],
  ]);
  assert.deepEqual(lines, [2, 3, 8]);
});

test('each of CRLF, LF and CR ends a line, in one file too', async () => {
  for (const path of [
    put('a,b\r\n1,2\r\n3,4'),
    put('a,b\n1,2\n3,4\n'),
    put('a,b\r1,2\r3,4\r'),
    put('a,b\r\n1,"2"\n3,4\r'),
  ]) {
    const { rows, lines } = await readAll(path);
    assert.deepEqual(rows, [['1', '2'], ['3', '4']]); // prettier-ignore
    assert.deepEqual(lines, [2, 3]);
  }
});

test('the delimiter is found outside quotes, or said', async () => {
  assert.equal((await readAll(put('"a,b,c";d\n1;2\n'))).delimiter, ';');
  assert.equal((await readAll(put('a;\tb\tc\n1\t2\t3\n'))).delimiter, '\t');
  assert.equal((await readAll(put('alone\n1\n'))).delimiter, ',');
  assert.deepEqual((await readAll(put('a;b,c\n1;2\n'), { delimiter: ';' })).header, ['a', 'b,c']);
});

test('the encoding is found by mark, by NULs, by validity, or said', async () => {
  const text = 'اسم,n\r\nسم,1\r\nاس,2\r\n';
  const cases: [string, Buffer][] = [
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16be', utf16be(`\ufeff${text}`)],
    ['utf-16be', utf16be(text)],
    ['windows-1256', cp1256(text)],
  ];
  for (const [encoding, bytes] of cases) {
    const found = await readAll(put(bytes));
    assert.equal(found.encoding, encoding);
    assert.deepEqual([found.header, found.rows[0]], [['اسم', 'n'], ['سم', '1']]); // prettier-ignore
    if (bytes[0]! < 0xef)
      assert.deepEqual((await readAll(put(bytes), { encoding: encoding as 'utf-8' })).rows, found.rows);
  }
});

test('Arabic that comes only after megabytes of ASCII is still Windows-1256', async () => {
  const path = put(
    Buffer.concat([Buffer.from(`n,v\n${'12345678,abcdefgh\n'.repeat(150_000)}`), cp1256('سم,1\n')]),
  );
  const { encoding, rows } = await readAll(path);
  assert.equal(encoding, 'windows-1256');
  assert.deepEqual(rows.at(-1), ['سم', '1']);
});

test('a character of UTF-8 may lie over the edge of what is read at once', async () => {
  for (const shift of [0, 1, 2, 3]) {
    const { encoding, rows } = await readAll(put(`n,v\n${'x'.repeat(shift)},${'س€😀\n,'.repeat(70_000)}`));
    assert.equal(encoding, 'utf-8');
    assert.ok(rows.every(([, value]) => value === 'س€😀'));
  }
});

test('empty cells beyond the header go, in header and rows', async () => {
  const { header, rows } = await readAll(put('a,b,,\n1,2,,\n3,\n,,,,,\n'));
  assert.deepEqual(header, ['a', 'b']);
  assert.deepEqual(rows, [['1', '2'], ['3', '']]); // prettier-ignore
});

test('a file is read by pieces as it would be read at once', () => {
  const cell = fc.oneof(fc.constantFrom('', '"', 'a"b', ',', '\r', '\n', '\r\n', 'س'), fc.string());
  const lineEnd = fc.constantFrom('\r\n', '\n', '\r');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.array(cell, { minLength: 1 }), lineEnd)),
      fc.integer({ min: 1, max: 9 }),
      (records, size) => {
        const clean = records.map(([cells, end]) => [cells.map((c) => c.replaceAll('\0', '')), end] as const);
        const text = clean
          .map(([cells, end]) => cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',') + end)
          .join('');
        const reader = recordReader(',');
        const read = [];
        for (let at = 0; at < text.length; at += size)
          read.push(...reader.push(text.slice(at, at + size), false));
        read.push(...reader.push('', true));
        assert.deepEqual(read.map(({ cells }) => cells), clean.map(([cells]) => cells)); // prettier-ignore
        assert.deepEqual(read, recordReader(',').push(text, true));
      },
    ),
  );
});

test('a formula is refused with its place; a phone, a negative number and a dash are none', async () => {
  const { rows } = await readAll(put('a,b\n+962791234567,-5.5\n-,+1\n'));
  assert.equal(rows.length, 2);
  for (const cell of ['=1+1', '@SUM(A1)', '+cmd', '-cmd', '"\tx"', '"\rx"', '--'])
    await assert.rejects(
      readAll(put(`a,b\n1,2\n3,${cell}\n`)),
      { code: 'formula', facts: { line: 3, column: 2 } },
      cell,
    );
  await assert.rejects(openTable(put('a,=b\n')), { code: 'formula', facts: { line: 1, column: 2 } });
});

test('what is wrong is refused with its code and place', async () => {
  const cases: [content: string | Buffer, code: string, facts: Record<string, string | number>][] = [
    ['', 'empty', {}],
    ['\ufeff', 'no-header', {}],
    ['\n\n,,\n', 'no-header', {}],
    ['a,b\n1,2\n1,2,3\n', 'ragged', { line: 3, found: 3, expected: 2 }],
    ['a,b\n1\n', 'ragged', { line: 2, found: 1, expected: 2 }],
    ['a,b\n\n1,"2\n3,4\n', 'unclosed-quote', { line: 3 }],
    ['a,b\n1,"2"x\n', 'stray-quote', { line: 2 }],
    ['a,b\n1,2\n1,\0\n', 'nul', { line: 3 }],
    [`${'a,'.repeat(200)}a\n`, 'too-wide', { found: 201, limit: 200 }],
    [Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x0a, 0xc7, 0x0a]), 'bad-encoding', { encoding: 'utf-8' }],
    [`a\n1\n${'x'.repeat(1_048_577)}\n`, 'long-record', { line: 3, limit: 1_048_576 }],
    [`a\n1\n"${'x\n'.repeat(600_000)}"\n`, 'long-record', { line: 3, limit: 1_048_576 }],
  ];
  for (const [content, code, facts] of cases)
    await assert.rejects(readAll(put(content)), { name: 'TableError', code, facts }, code);
});

test('rows are counted up to the limit', () => {
  const count = rowCounter();
  count(4_999_999);
  count(1);
  assert.throws(() => count(1), { code: 'too-many-rows', facts: { limit: 5_000_000 } });
});

test('bytes that the said encoding cannot hold are refused', async () => {
  await assert.rejects(readAll(put(cp1256('a\nسم\n')), { encoding: 'utf-8' }), { code: 'bad-encoding' });
  await assert.rejects(readAll(put(Buffer.from('a\nb', 'utf16le').subarray(1)), { encoding: 'utf-16le' }), {
    code: 'bad-encoding',
  });
});

test('what is not there, or is a folder, is not found', async () => {
  await assert.rejects(openTable(`${folder}/none.csv`), { code: 'not-found', facts: { reason: 'ENOENT' } });
  await assert.rejects(openTable(folder), { code: 'not-found', facts: { reason: 'EISDIR' } });
});

test('progress runs to the end, and closing early or twice is allowed', async () => {
  const path = put(`a,b\n${'1234567,2\n'.repeat(50_000)}`);
  const table = await openTable(path);
  const seen: number[] = [];
  for await (const _ of table.rows()) seen.push(table.bytesRead());
  assert.equal(seen.at(-1), table.bytesInAll);
  assert.ok(seen[0]! < table.bytesInAll / 2);
  await table.close();
  await table.close();

  const early = await openTable(path);
  for await (const batch of early.rows()) if (batch.length > 0) break;
  await early.close();
});
