import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { exportRegister } from '../../src/engine/registers/import/export-register.ts';
import { importRegister } from '../../src/engine/registers/import/import-register.ts';
import { jsonReport, saveReport } from '../../src/engine/registers/import/report.ts';
import { readImports, undoImport } from '../../src/engine/registers/import/undo-import.ts';
import { openTable } from '../../src/platform/tables/open-table.ts';
import { freshDatabase } from '../support/database.ts';
import { bookBytes } from '../support/zip-bytes.ts';
import { byTest } from '../support/by-test.ts';
import { bringIn, freshPath, registerFile, registerState } from '../support/register-file.ts';
import type { Column } from '../../src/engine/registers/import/columns.ts';
import type { ReportedLine } from '../../src/engine/registers/import/staged.store.ts';
import type { Database } from '../../src/platform/db/database.ts';
import type { FileLine } from '../support/register-file.ts';

let db: Database;
before(async () => {
  db = await freshDatabase();
});
after(() => db.close());
beforeEach(async () => {
  await sql`truncate contractors, contractor_events, permits, permit_events, permit_terms, register_imports,
    register_changes, applications restart identity cascade`.execute(db.query);
});

const codes = (line: ReportedLine | undefined) =>
  line?.remarks.map((remark) => `${remark.column} ${remark.code}`);
const withKind = (line: ReportedLine | undefined, kind: string) =>
  line?.remarks.filter((remark) => remark.kind === kind).map((remark) => `${remark.column} ${remark.code}`);

test('a city’s file in Windows-1256 comes to what is expected of each line', async () => {
  const expected = JSON.parse(
    readFileSync(new URL('../samples/register-windows-1256.expected.json', import.meta.url), 'utf8'),
  ) as { lines: Record<string, unknown>[] } & Record<string, unknown>;
  let text = '';
  await bringIn(db, new URL('../samples/register-windows-1256.csv', import.meta.url).pathname, {
    dryRun: true,
    report: async (report) => {
      for await (const piece of jsonReport(report)) text += piece;
    },
  });
  const told = JSON.parse(text) as typeof expected;
  for (const name of ['rows', 'accepted', 'duplicate', 'refused']) assert.equal(told[name], expected[name]);
  assert.equal(told.lines.length, expected.lines.length);
  for (const [at, line] of expected.lines.entries())
    for (const [name, value] of Object.entries(line))
      assert.deepEqual(told.lines[at]?.[name], value, `${name} of ${at}`);
});

test('an import is recorded, and the same file again changes nothing', async () => {
  const path = registerFile([
    {},
    { permit_number: '102' },
    { permit_number: '103', contractor_number: '2002' },
  ]);
  const first = await bringIn(db, path, { by: 'نور' });
  assert.deepEqual(
    [first.summary.counts.added, first.summary.counts.addedContractors, first.summary.counts.missing],
    [3, 2, 0],
  );
  const state = await registerState(db);
  const again = await bringIn(db, path);
  const { added, changed, unchanged } = again.summary.counts;
  assert.deepEqual([added, changed, unchanged], [0, 0, 3]);
  assert.deepEqual(await registerState(db), state);
  const [second, one] = await readImports(db);
  assert.deepEqual([one?.by, one?.sha256, one?.counts.added], ['نور', second?.sha256, 3]);
  assert.match(one?.sha256 ?? '', /^[0-9a-f]{64}$/);
});

test('a dry run tells field by field what would change, and changes nothing', async () => {
  await bringIn(db, registerFile([{}, { permit_number: '102' }, { permit_number: '103' }]));
  const state = await registerState(db);
  const file = registerFile([
    { location: 'شارع الزعتر', valid_until: '2027-01-15', phone: '' },
    { permit_number: '103' },
    { permit_number: '104', contractor_number: '2002' },
  ]);
  const { summary, lines } = await bringIn(db, file, { dryRun: true });
  const { added, changed, unchanged, missing, fields } = summary.counts;
  assert.deepEqual([added, changed, unchanged, missing], [1, 1, 1, 1]);
  assert.deepEqual(fields, { location: 1, phone: 1, valid_until: 1 });
  assert.deepEqual(lines[0]?.changes, {
    location: ['شارع السوسنة', 'شارع الزعتر'],
    phone: ['+962790000001', null],
    valid_until: ['2026-12-31', '2027-01-15'],
  });
  assert.deepEqual([lines[1]?.changes, lines[2]?.changes], [{}, null]);
  assert.deepEqual(summary.missing, [{ permitYear: '2026', permitNumber: '102' }]);
  assert.deepEqual(await registerState(db), state);
  assert.equal((await readImports(db)).length, 1);
  const real = await bringIn(db, file);
  assert.deepEqual(
    real.lines.map((line) => line.changes),
    lines.map((line) => line.changes),
    'the report of the import itself tells the same',
  );
  assert.deepEqual((await bringIn(db, file, { dryRun: true })).summary.counts.unchanged, 3);
});

test('columns that the file does not have stay as they are', async () => {
  await bringIn(db, registerFile([{}]));
  const few: Column[] = [
    'permit_year',
    'permit_number',
    'contractor_name',
    'contractor_number',
    'valid_until',
  ];
  await bringIn(db, registerFile([{ valid_until: '2027-02-01' }, { permit_number: '500' }], few));
  const { rows } =
    await sql`select number, type, phone, valid_from, valid_until from permits order by number`.execute(
      db.query,
    );
  assert.deepEqual(rows, [
    {
      number: 101,
      type: 'حفريات مياه',
      phone: '+962790000001',
      valid_from: '2026-01-06',
      valid_until: '2027-02-01',
    },
    { number: 500, type: '', phone: null, valid_from: null, valid_until: '2026-12-31' },
  ]);
});

describe('lines about one permit', () => {
  test('identical ones count once, also when they are written differently', async () => {
    const { lines, summary } = await bringIn(
      db,
      registerFile([{}, { permit_number: '٠١٠١', valid_until: '31/12/2026' }, {}, { permit_number: '102' }]),
    );
    assert.deepEqual(
      lines.map((line) => [line.outcome, line.duplicateOf]),
      [
        ['accepted', null],
        ['duplicate', 2],
        ['duplicate', 2],
        ['accepted', null],
      ],
    );
    assert.deepEqual([summary.counts.duplicate, summary.counts.added], [2, 2]);
  });

  test('those that disagree are all refused, each told what another says', async () => {
    const { lines, summary } = await bringIn(
      db,
      registerFile([
        { valid_until: '2026-11-30' },
        { permit_number: '102', contractor_number: '2005' },
        { valid_until: '2026-12-31' },
        { valid_until: '2026-11-30' },
        { permit_number: '102', contractor_number: '2006' },
      ]),
    );
    assert.deepEqual(lines.map(codes), [
      ['valid_until lines-disagree'],
      ['contractor_number lines-disagree'],
      ['valid_until lines-disagree'],
      ['valid_until lines-disagree'],
      ['contractor_number lines-disagree'],
    ]);
    assert.deepEqual([lines[0]?.remarks[0]?.from, lines[0]?.remarks[0]?.to], ['2026-11-30', '2026-12-31']);
    assert.deepEqual(
      [summary.counts.refused, summary.counts.added, summary.counts.addedContractors],
      [5, 0, 0],
    );
  });

  test('a contractor whose first line is refused for that is named by the next', async () => {
    await bringIn(
      db,
      registerFile([
        { location: 'أ', contractor_name: 'شركة الأفق' },
        { location: 'ب', contractor_name: 'شركة الأفق' },
        { permit_number: '102', contractor_name: 'شركة الافق' },
      ]),
    );
    const { rows } = await sql`select name from contractors`.execute(db.query);
    assert.deepEqual(rows, [{ name: 'شركة الافق' }]);
  });
});

describe('warnings', () => {
  test('one contractor under names that differ by more than spelling', async () => {
    const { lines } = await bringIn(
      db,
      registerFile([
        { contractor_name: 'مؤسسة الإعمار الحديثة' },
        { contractor_name: 'مؤسسه الاعمار الحديثه', permit_number: '102' },
        { contractor_name: 'مؤسسة البناء', permit_number: '103' },
      ]),
    );
    assert.deepEqual(lines.map(codes), [[], [], ['contractor_name names-differ']]);
  });

  test('a phone that is none is left empty; «expired» against the dates does not count', async () => {
    const { lines } = await bringIn(
      db,
      registerFile([
        { phone: '0751234567' },
        { permit_number: '102', status: 'منتهي', valid_until: '2999-01-01' },
        { permit_number: '103', status: 'منتهي', valid_until: '2026-02-01' },
      ]),
    );
    assert.deepEqual(lines.map(codes), [['phone unusable-phone'], ['status expired-by-status-only'], []]);
    assert.equal(lines[0]?.values.phone, null);
  });

  test('a contractor who is suspended on one line and not on another is suspended', async () => {
    const { lines } = await bringIn(
      db,
      registerFile([{}, { permit_number: '102', contractor_status: 'موقوف' }]),
    );
    assert.deepEqual(lines.map(codes), [[], ['contractor_status contractor-statuses-differ']]);
    const { rows } = await sql`select kind from contractor_events`.execute(db.query);
    assert.deepEqual(rows, [{ kind: 'suspended' }]);
  });
});

describe('what was decided here', () => {
  const permitId = async () =>
    (await sql<{ id: number }>`select id from permits where number = 101`.execute(db.query)).rows[0]?.id ?? 0;

  test('the term of a renewal is never written over: a disagreement is a warning with both values', async () => {
    await bringIn(db, registerFile([{ valid_until: '2026-06-30' }]));
    await sql`insert into permit_terms (permit_id, ordinal, valid_from, valid_until)
      values (${await permitId()}, 2, '2026-07-01', '2026-07-30')`.execute(db.query);
    for (const [until, expected] of [
      ['2026-06-30', []],
      ['2026-07-30', []],
      ['2026-08-15', [{ from: '2026-08-15', to: '2026-07-30' }]],
    ] as const) {
      const { lines, summary } = await bringIn(db, registerFile([{ valid_until: until }]));
      const warned = lines[0]?.remarks.filter((each) => each.code === 'renewed-here') ?? [];
      assert.deepEqual(
        warned.map(({ from, to }) => ({ from, to })),
        expected,
      );
      assert.deepEqual([summary.counts.changed, summary.counts.unchanged], [0, 1]);
    }
    const { rows } = await sql`select p.valid_until as own, t.valid_until as renewed from permits p
      join permit_terms t on t.permit_id = p.id`.execute(db.query);
    assert.deepEqual(rows, [{ own: '2026-06-30', renewed: '2026-07-30' }]);
    const { lines } = await bringIn(
      db,
      registerFile([{ valid_until: '2026-08-15', location: 'شارع البلوط' }]),
    );
    assert.deepEqual(Object.keys(lines[0]?.changes ?? {}), ['location'], 'the rest follows the file');
  });

  test('a withdrawal comes and goes with the files, but the office’s word stays', async () => {
    const events = async () =>
      (await sql<{ kind: string }>`select kind from permit_events order by id`.execute(db.query)).rows.map(
        (each) => each.kind,
      );
    await bringIn(db, registerFile([{ status: 'مسحوب' }]));
    assert.deepEqual(await events(), ['withdrawn']);
    await bringIn(db, registerFile([{ status: 'مسحوب' }]));
    await bringIn(db, registerFile([{ status: '' }]));
    assert.deepEqual(await events(), ['withdrawn'], 'the same again, and a cell without a word, say nothing');
    await bringIn(db, registerFile([{ status: 'ساري' }]));
    assert.deepEqual(await events(), ['withdrawn', 'restored']);
    await sql`insert into permit_events (permit_id, kind, day) values (${await permitId()}, 'withdrawn', '2026-03-01')`.execute(
      db.query,
    );
    const { lines, summary } = await bringIn(db, registerFile([{ status: 'ساري' }]));
    assert.deepEqual(codes(lines[0]), ['status decided-here']);
    assert.equal(summary.counts.changed, 0);
    assert.deepEqual(await events(), ['withdrawn', 'restored', 'withdrawn']);
  });

  test('likewise the suspension of a contractor', async () => {
    const events = async () =>
      (
        await sql<{ kind: string }>`select kind from contractor_events order by id`.execute(db.query)
      ).rows.map((each) => each.kind);
    await bringIn(db, registerFile([{ contractor_status: 'موقوف' }]));
    const { lines } = await bringIn(db, registerFile([{ contractor_status: 'فعال' }]));
    assert.deepEqual(lines[0]?.changes, { contractor_status: ['suspended', 'active'] });
    assert.deepEqual(await events(), ['suspended', 'reinstated']);
    await sql`insert into contractor_events (contractor_id, kind, day) select id, 'suspended', '2026-03-01' from contractors`.execute(
      db.query,
    );
    const kept = await bringIn(db, registerFile([{ contractor_status: 'فعال' }]));
    assert.deepEqual(codes(kept.lines[0]), ['contractor_status contractor-decided-here']);
    assert.deepEqual(await events(), ['suspended', 'reinstated', 'suspended']);
  });
});

describe('undoing', () => {
  test('what was built on an import keeps it, and is named', async () => {
    const { summary } = await bringIn(db, registerFile([{}, { permit_number: '102' }]));
    const id = summary.importId ?? 0;
    await sql`insert into applications (reference, intent, holder, service, version, lang, subject, found, answers, shown,
        proof, phone, phone_of_register, promised_on)
      values ('AAAA-AAAA', '00000000-0000-4000-8000-000000000001', '\\x00', 's', 1, 'ar', 'permit:2026/101', '{}', '{}',
        '{}', '{}', '+962790000001', true, '2026-12-01')`.execute(db.query);
    await sql`insert into permit_terms (permit_id, ordinal, valid_from, valid_until)
      select id, 2, '2027-01-01', '2027-01-30' from permits where number = 102`.execute(db.query);
    await sql`insert into permit_events (permit_id, kind, day, recorded_at)
      select id, 'withdrawn', '2026-03-01', moment() + interval '1 second' from permits where number = 102`.execute(
      db.query,
    );
    const later = await bringIn(db, registerFile([{ permit_number: '300' }]));
    const state = await registerState(db);
    assert.deepEqual(await undoImport(db, id, byTest), {
      kind: 'built-on',
      by: [
        { kind: 'application', reference: 'AAAA-AAAA', permit: '101 / 2026' },
        { kind: 'term', permit: '102 / 2026' },
        { kind: 'decision', permit: '102 / 2026' },
        { kind: 'import', id: later.summary.importId },
      ],
    });
    assert.deepEqual(await registerState(db), state);
    assert.equal((await undoImport(db, later.summary.importId ?? 0, byTest)).kind, 'undone');
    assert.equal((await undoImport(db, later.summary.importId ?? 0, byTest)).kind, 'undone-before');
    assert.equal((await undoImport(db, 999, byTest)).kind, 'unknown');
  });

  test('import, change, undo: the tables are what they were', async () => {
    const cell = <T extends string>(...values: T[]) => fc.constantFrom(...values);
    const line: fc.Arbitrary<FileLine> = fc.record({
      contractor_number: cell('2001', '2002', '2003'),
      contractor_name: cell('شركة أ', 'شركة ب'),
      contractor_status: cell('فعال', 'موقوف', ''),
      permit_number: cell('1', '2', '3', '4', '5'),
      permit_year: cell('2025', '2026'),
      location: cell('شارع أ', 'شارع ب', ''),
      valid_until: cell('2026-12-31', '31/1/2027', 'خطأ'),
      status: cell('ساري', 'مسحوب', 'منتهي', ''),
      phone: cell('0790000001', '0750000000', ''),
    });
    const file = fc.array(line, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (files) => {
        await sql`truncate contractors, contractor_events, permits, permit_events, permit_terms, register_imports,
          register_changes restart identity cascade`.execute(db.query);
        const states = [await registerState(db)];
        const ids: number[] = [];
        for (const lines of files) {
          const path = registerFile(lines);
          const dry = await bringIn(db, path, { dryRun: true });
          const real = await bringIn(db, path);
          assert.deepEqual(
            real.summary.counts,
            dry.summary.counts,
            'a dry run promises what the import does',
          );
          assert.deepEqual(
            real.lines.map(({ changes }) => changes),
            dry.lines.map(({ changes }) => changes),
          );
          ids.push(real.summary.importId ?? 0);
          states.push(await registerState(db));
          const again = await bringIn(db, path, { dryRun: true });
          assert.deepEqual(
            [again.summary.counts.added, again.summary.counts.changed],
            [0, 0],
            'again: nothing',
          );
          assert.equal(again.summary.counts.changedContractors, 0);
        }
        for (const id of ids.toReversed()) {
          assert.deepEqual(await registerState(db), states.pop());
          assert.equal((await undoImport(db, id, byTest)).kind, 'undone');
        }
        assert.deepEqual(await registerState(db), states.pop());
      }),
      { numRuns: 25 },
    );
  });
});

test('a file that goes wrong in its middle leaves nothing, and the next import works', async () => {
  const good = Array.from({ length: 30_000 }, (_, n) => ({ permit_number: String(n + 1) }));
  const path = registerFile(good);
  writeFileSync(path, `${readFileSync(path, 'utf8')}2001,one cell too few\r\n`);
  const result = await importRegister(db, { path, ...byTest, dryRun: false });
  assert.equal(result.kind, 'unreadable');
  assert.deepEqual(
    result.kind === 'unreadable' &&
      'facts' in result.problem && [result.problem.code, result.problem.facts['line']],
    ['ragged', 30_002],
  );
  assert.deepEqual(await registerState(db), [
    ['contractors', []],
    ['permits', []],
    ['terms', []],
    ['permitEvents', []],
    ['contractorEvents', []],
  ]);
  assert.equal((await readImports(db)).length, 0);
  assert.equal((await bringIn(db, registerFile([{}]))).summary.counts.added, 1);
});

test('what is exported can be brought in again, and changes nothing', async () => {
  await bringIn(
    db,
    registerFile([
      { contractor_status: 'موقوف', location: 'شارع "أ", قرب الدوار' },
      { permit_number: '102', contractor_number: '2002', status: 'مسحوب', phone: '' },
      {
        permit_number: '103',
        contractor_number: '2002',
        valid_from: '2025-01-01',
        valid_until: '2025-02-01',
      },
    ]),
  );
  await sql`insert into permit_terms (permit_id, ordinal, valid_from, valid_until)
    select id, 2, '2025-02-02', '2025-03-03' from permits where number = 103`.execute(db.query);
  const state = await registerState(db);
  for (const ending of ['csv', 'xlsx']) {
    const path = freshPath(ending);
    assert.equal(await exportRegister(db, path, byTest), 3);
    const { summary, lines } = await bringIn(db, path);
    assert.deepEqual(
      [summary.counts.unchanged, summary.counts.changed, summary.counts.warned],
      [3, 0, 0],
      ending,
    );
    assert.deepEqual(lines.flatMap(codes), [], ending);
    assert.equal(lines[2]?.values.valid_until, '2025-03-03');
    assert.deepEqual(await registerState(db), state);
  }
});

test('the report has the reasons in both languages and the original line beside them', async () => {
  const path = registerFile([
    { valid_until: '31/02/2026' },
    { permit_number: '102' },
    { permit_number: '١٠٣' },
    { permit_number: '102' },
  ]);
  for (const ending of ['csv', 'xlsx']) {
    const target = freshPath(ending);
    await bringIn(db, path, { dryRun: true, report: (report) => saveReport(report, path, target) });
    const table = await openTable(target);
    const rows: string[][] = [];
    for await (const batch of table.rows()) rows.push(...batch.map(({ cells }) => cells));
    await table.close();
    assert.deepEqual(
      rows.map((cells) => cells.slice(0, 2)),
      [
        ['2', 'مرفوض · refused'],
        ['4', 'مقبول · accepted'],
        ['5', 'مكرر · duplicate'],
      ],
    );
    assert.match(rows[0]?.[2] ?? '', /31\/02\/2026.*غير موجود في التقويم/);
    assert.match(rows[0]?.[3] ?? '', /no such day/);
    assert.ok(rows[0]?.includes('شركة السنابل الهندسية'), 'the original line');
    assert.ok(statSync(target).size > 0);
  }
});

test('cells of Excel: numbers and days are as they should be, what people typed is healed', async () => {
  const header = [
    'contractor_number',
    'contractor_name',
    'permit_number',
    'permit_year',
    'valid_until',
    'phone',
  ];
  const text = (words: string) => `<c t="inlineStr"><is><t>${words}</t></is></c>`;
  const number = (value: string, style = 0) => `<c s="${style}"><v>${value}</v></c>`;
  const name = text('شركة السنابل');
  const rows = [
    [number('2001'), name, number('101'), number('2026'), number('46118', 1), text('0791234567')],
    [text('2001.0'), name, text('٠١٠٢'), number('2026'), number('46118'), number('791234567')],
    [number('2001'), name, number('103'), text('2026'), text('6/4/2026'), text('0751234567')],
    [number('2001'), name, text('12a4'), number('2026'), text('2026-04-06'), text('')],
  ].map((cells) => `<row>${cells.join('')}</row>`);
  const path = freshPath('xlsx');
  const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
  writeFileSync(
    path,
    bookBytes({ sheet: `<row>${header.map(text).join('')}</row>${rows.join('')}`, styles }),
  );
  const { lines } = await bringIn(db, path);
  assert.deepEqual(lines.map(codes), [
    [],
    ['contractor_number healed', 'permit_number healed', 'valid_until healed', 'phone healed'],
    ['valid_until healed', 'phone unusable-phone'],
    ['permit_number not-a-number'],
  ]);
  assert.deepEqual(
    lines.map(({ line, values }) => [line, values.permit_number, values.valid_until, values.phone]),
    [
      [2, '101', '2026-04-06', '+962791234567'],
      [3, '102', '2026-04-06', '+962791234567'],
      [4, '103', '2026-04-06', null],
      [5, null, '2026-04-06', null],
    ],
  );
});

test('what is refused is refused for every reason at once, in the order of the columns', async () => {
  const { lines } = await bringIn(
    db,
    registerFile([
      {
        contractor_number: '',
        permit_number: '12a4',
        permit_year: '1899',
        valid_until: '5/6/26',
        phone: 'x',
      },
      { valid_from: '2026-05-02', valid_until: '2026-05-01' },
      { status: 'ملغى' },
    ]),
  );
  assert.deepEqual(
    lines.map((line) => withKind(line, 'refused')),
    [
      [
        'contractor_number missing',
        'permit_number not-a-number',
        'permit_year year-out-of-range',
        'valid_until two-digit-year',
      ],
      ['valid_until ends-before-it-begins'],
      ['status unknown-status'],
    ],
  );
});

test('two imports at once: the second is told to wait, or waits where there is one connection', async () => {
  const path = registerFile(Array.from({ length: 20_000 }, (_, n) => ({ permit_number: String(n + 1) })));
  const results = await Promise.all([1, 2].map(() => importRegister(db, { path, ...byTest, dryRun: false })));
  const expected = db.kind === 'embedded' ? ['done', 'done'] : ['busy', 'done'];
  assert.deepEqual(results.map((each) => each.kind).toSorted(), expected);
  const { rows } = await sql<{ count: number }>`select count(*) from permits`.execute(db.query);
  assert.equal(rows[0]?.count, 20_000);
});
