import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arabicHeaders, columnNames, readHeaders } from './columns.ts';
import { MappingError, readMapping } from './mapping.ts';

const arabic = columnNames.map((column) => arabicHeaders[column]);

test('headers are known in Arabic and English, in any order, however they are spelt', () => {
  for (const header of [
    arabic,
    arabic.toReversed(),
    [...columnNames],
    columnNames.map((name) => name.toUpperCase()),
  ]) {
    const read = readHeaders(header);
    assert.ok(read.ok);
    assert.equal(read.headers.places.size, columnNames.length);
    assert.deepEqual(read.headers.ignored, []);
  }
  const odd = readHeaders([
    'رقم  المقاول',
    'إسم المقاول',
    'رقـم التصريح',
    'سنه التصريح',
    'ساري حتي',
    'Phone ',
  ]);
  assert.ok(odd.ok);
  assert.deepEqual(
    [...odd.headers.places.keys()],
    ['contractor_number', 'contractor_name', 'permit_number', 'permit_year', 'valid_until', 'phone'],
  );
});

test('columns that we do not know are ignored and named', () => {
  const read = readHeaders(['ملاحظات', ...arabic, '', 'ROWID']);
  assert.ok(read.ok);
  assert.deepEqual(read.headers.ignored, ['ملاحظات', 'ROWID']);
  assert.equal(read.headers.places.get('contractor_number'), 1);
});

test('what is missing, or there twice, is named', () => {
  assert.deepEqual(readHeaders(['رقم المقاول', 'اسم المقاول', 'permit_number']), {
    ok: false,
    problem: { code: 'column-missing', columns: ['permit_year', 'valid_until'] },
  });
  assert.deepEqual(readHeaders([...arabic, 'permit number']), {
    ok: false,
    problem: { code: 'column-twice', column: 'permit_number' },
  });
});

test('a mapping names the city’s own headers, and goes before the usual names', () => {
  const mapping = { permit_number: 'PERMIT_NO', valid_until: 'رقم التصريح' };
  const header = ['contractor_number', 'contractor_name', 'PERMIT_NO', 'permit_year', 'رقم التصريح'];
  const read = readHeaders(header, mapping);
  assert.ok(read.ok);
  assert.equal(read.headers.places.get('permit_number'), 2);
  assert.equal(read.headers.places.get('valid_until'), 4);
  assert.deepEqual(readHeaders(header, { phone: 'TEL' }), {
    ok: false,
    problem: { code: 'mapped-header-missing', header: 'TEL' },
  });
});

test('a mapping file says columns and words of statuses, or columns alone', () => {
  assert.deepEqual(readMapping('{"permit_number": "PERMIT_NO"}'), {
    columns: { permit_number: 'PERMIT_NO' },
    words: {},
  });
  assert.deepEqual(readMapping('{"columns": {"phone": "TEL"}, "words": {"status": {"W": "withdrawn"}}}'), {
    columns: { phone: 'TEL' },
    words: { status: { W: 'withdrawn' } },
  });
  for (const wrong of [
    '',
    '[]',
    '{"permit": "X"}',
    '{"columns": {"phone": 5}}',
    '{"words": {"status": {"W": "gone"}}}',
  ])
    assert.throws(() => readMapping(wrong), MappingError, wrong);
});
