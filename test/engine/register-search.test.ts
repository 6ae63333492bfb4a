// The search of our own register: what finds what, folded names, pages, and that the index follows every way of writing.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { undoImport } from '../../src/engine/registers/import/undo-import.ts';
import { readRegisterSearch } from '../../src/engine/registers/office/read-search.ts';
import { contractorsOfPage, searchRegister } from '../../src/engine/registers/office/search-register.ts';
import { foldForSearch } from '../../src/platform/i18n/fold.ts';
import { byTest } from '../support/by-test.ts';
import { openPortal } from '../support/portal.ts';
import { bringIn, registerFile } from '../support/register-file.ts';
import type { SearchPlace } from '../../src/engine/registers/office/search-register.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());
beforeEach(async () => {
  await sql`truncate contractors, contractor_events, permits, permit_events, permit_terms, register_imports,
    register_changes restart identity cascade`.execute(portal.db.query);
});

async function names(typed: string, place: SearchPlace | null = null): Promise<string[]> {
  const found = await searchRegister(portal.ctx, typed, place);
  return found.kind === 'found' ? found.contractors.map(({ name }) => name) : [];
}

async function permits(typed: string): Promise<string[]> {
  const found = await searchRegister(portal.ctx, typed);
  return found.kind === 'found' ? found.permits.map(({ number, year }) => `${number}/${year}`) : [];
}

/** Every row of the index of words, held against the names. */
async function assertWordsAreRight(): Promise<void> {
  const { rows } = await sql<{ wrong: string }>`
    (select word || ' ' || contractor_id as wrong from contractor_words
      except select word || ' ' || id from contractors, words_of_name(search) as word)
    union all
    (select word || ' ' || id from contractors, words_of_name(search) as word
      except select word || ' ' || contractor_id from contractor_words)`.execute(portal.db.query);
  assert.deepEqual(rows, []);
}

const file = () =>
  registerFile([
    { contractor_number: '2001', contractor_name: 'شركة الأفق الأخضر', phone: '0790001111' },
    { contractor_number: '2001', contractor_name: 'شركة الأفق الأخضر', permit_number: '102', phone: '' },
    {
      contractor_number: '2002',
      contractor_name: 'مؤسسة آفاق البناء (فرع عمّان)',
      permit_number: '103',
      permit_year: '2025',
      phone: '0780002222',
    },
    {
      contractor_number: '1111',
      contractor_name: 'Green Horizon Co.',
      permit_number: '2001',
      phone: '0770003333',
    },
  ]);

test('a number finds the contractor and permits of every year; a number and year one permit; digits of any kind', async () => {
  await bringIn(portal.db, file());
  assert.deepEqual(await permits('2001'), ['2001/2026']);
  assert.deepEqual(await names('2001'), ['شركة الأفق الأخضر']);
  for (const typed of ['103/2025', ' 103 / 2025 ', '١٠٣/٢٠٢٥', '103-2025', '\u2067103/2025\u2069'])
    assert.deepEqual(await permits(typed), ['103/2025'], typed);
  assert.deepEqual(await permits('103/2026'), []);
  assert.deepEqual(await permits('99999999999'), [], 'longer than any number');
});

test('a phone, or its last four digits, finds the contractors of the permits that have it', async () => {
  await bringIn(portal.db, file());
  assert.deepEqual(await names('079 000 1111'), ['شركة الأفق الأخضر']);
  assert.deepEqual(await names('٢٢٢٢'), ['مؤسسة آفاق البناء (فرع عمّان)']);
  assert.deepEqual(await names('1111'), ['Green Horizon Co.', 'شركة الأفق الأخضر'], 'the number comes first');
  assert.deepEqual(await names('0790009999'), []);
});

test('words of a name are found however their Arabic is spelled, in any order, by their beginnings', async () => {
  await bringIn(portal.db, file());
  for (const typed of ['الافق', 'الأفُق', 'اﻷفق', 'الاخضر شركه', 'شركة الأ', 'الأخضر الأفق'])
    assert.deepEqual(await names(typed), ['شركة الأفق الأخضر'], typed);
  assert.deepEqual(await names('عمان'), ['مؤسسة آفاق البناء (فرع عمّان)']);
  assert.deepEqual(await names('GREEN hor'), ['Green Horizon Co.']);
  assert.deepEqual(await names('الأفق الأزرق'), [], 'every word must fit');
  for (const typed of ['', ' ', 'ا', '%', '_', '()', '\u064b'])
    assert.deepEqual((await searchRegister(portal.ctx, typed)).kind, 'empty', typed);
});

test('pages of a search have everyone once, however many there are', async () => {
  await sql`insert into contractors (number, name)
    select n, case when n % 3 = 0 then 'شركة القناطر القناة ' || n else 'شركة القناطر ' || n end
    from generate_series(1, 1300) n`.execute(portal.db.query);
  for (const [typed, expected] of [
    ['القنا', 1300],
    ['شركة القناة', 433],
    ['شركة 1299', 1],
    ['شركة القناطر 12', 111],
  ] as const) {
    const seen: number[] = [];
    let place: SearchPlace | null = null;
    for (let pages = 0; pages < 100; pages++) {
      const found = await searchRegister(portal.ctx, typed, place);
      assert.ok(found.kind === 'found');
      assert.ok(found.contractors.length <= contractorsOfPage);
      seen.push(...found.contractors.map(({ id }) => id));
      place = found.next;
      if (place === null) break;
    }
    assert.equal(new Set(seen).size, expected, typed);
    assert.equal(seen.length, expected, `${typed}: nobody twice`);
  }
});

test('the index follows an import, a changed name, its undoing, a row that is deleted and a table that is emptied', async () => {
  await bringIn(portal.db, file());
  await assertWordsAreRight();
  const changed = await bringIn(
    portal.db,
    registerFile([{ contractor_number: '2001', contractor_name: 'شركة المدى', phone: '0790001111' }]),
  );
  assert.deepEqual(await names('المدى'), ['شركة المدى']);
  assert.deepEqual(await names('الأفق'), []);
  await assertWordsAreRight();
  await undoImport(portal.db, changed.summary.importId ?? 0, byTest);
  assert.deepEqual(await names('الأفق'), ['شركة الأفق الأخضر']);
  await assertWordsAreRight();
  await undoImport(portal.db, 1, byTest);
  assert.deepEqual(await names('الأفق'), []);
  await assertWordsAreRight();
  await sql`insert into contractors (number, name) values (7, 'شركة الزوال')`.execute(portal.db.query);
  await sql`truncate contractors cascade`.execute(portal.db.query);
  await assertWordsAreRight();
});

test('the database folds names as the program does', async () => {
  const letters = [...'ابتثحخدذرزسشصضطظعغفقكلمنهويأإآٱةىؤئءکی ًٌٍَُِّْ٠١٢٣٤٥٦٧٨٩0123456789abcXYZ.-/()«»،'];
  const name = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(name, async (text) => {
      const { rows } = await sql<{ words: string }>`select btrim(folded(${text}::text)) as words`.execute(
        portal.db.query,
      );
      const ours = foldForSearch(text)
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== '')
        .join(' ');
      assert.equal(rows[0]?.words, ours);
    }),
    { numRuns: 200 },
  );
});

test('whatever is typed is read as something, and finds or not without failing', async () => {
  await bringIn(portal.db, file());
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ maxLength: 300 }),
        fc.stringMatching(/^[0-9٠-٩ /-]{0,14}$/),
      ),
      async (typed) => {
        const text = typed.toWellFormed().replaceAll('\0', '');
        assert.ok(['permit', 'number', 'phone', 'name'].includes(readRegisterSearch(text).kind));
        const found = await searchRegister(portal.ctx, text);
        assert.ok(found.kind === 'found' || found.kind === 'empty');
      },
    ),
    { numRuns: 150 },
  );
});
