import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { freshDatabase } from '../../../test/support/database.ts';
import { copyInto, copyLine } from './copy.ts';
import type { Database } from './database.ts';

let db: Database;
before(async () => {
  db = await freshDatabase();
  await db.execute('create table copied (n int, t text, b boolean)');
});
after(() => db.close());

const rowsOf = async () =>
  (
    await sql<{ n: number; t: string | null; b: boolean | null }>`select * from copied order by n`.execute(
      db.query,
    )
  ).rows;

test('what is copied comes back as it was, whatever characters it has', async () => {
  const text = fc.string({ unit: 'binary' }).map((each) => each.toWellFormed().replaceAll('\0', ''));
  const row = fc.tuple(fc.option(text), fc.option(fc.boolean()));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      const given = rows.map(([t, b], n) => ({ n, t, b }));
      const lines = given.map(({ n, t, b }) => copyLine([n, t, b])).join('');
      await db.query.transaction().execute(async (trx) => {
        await copyInto(trx, 'copied', ['n', 't', 'b'], lines);
      });
      assert.deepEqual(await rowsOf(), given);
      await sql`truncate copied`.execute(db.query);
    }),
    { numRuns: 40 },
  );
});

test('empty first cells, and texts that look like the format’s own signs', () => {
  assert.equal(copyLine(['', null, true, 7]), '\t\\N\ttrue\t7\n');
  assert.equal(copyLine(['\\N', 'a\tb', '\\.', 'x\r\ny']), '\\\\N\ta\\tb\t\\\\.\tx\\r\\ny\n');
});

test('rows that do not fit fail the transaction, and the connection is good for the next one', async () => {
  const wrong = db.query.transaction().execute(async (trx) => {
    await copyInto(trx, 'copied', ['n', 't', 'b'], copyLine([1, 'good', true]));
    await copyInto(
      trx,
      'copied',
      ['n', 't', 'b'],
      `${copyLine(['no number', '', null])}${copyLine([2, '', null]).repeat(9999)}`,
    );
  });
  await assert.rejects(wrong, { code: '22P02' });
  await assert.rejects(
    db.query.transaction().execute((trx) => copyInto(trx, 'no_such_table', ['n'], copyLine([1]))),
    { code: '42P01' },
  );
  assert.deepEqual(await rowsOf(), []);
});

test('megabytes in pieces', async () => {
  await db.query.transaction().execute(async (trx) => {
    for (let piece = 0; piece < 8; piece++) {
      const lines = Array.from({ length: 10_000 }, (_, n) =>
        copyLine([piece * 10_000 + n, 'ا'.repeat(40), null]),
      );
      await copyInto(trx, 'copied', ['n', 't', 'b'], lines.join(''));
    }
  });
  const { rows } = await sql<{ count: number }>`select count(*) from copied`.execute(db.query);
  assert.equal(rows[0]?.count, 80_000);
  await sql`truncate copied`.execute(db.query);
});
