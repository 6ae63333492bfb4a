import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { record } from '../../src/engine/audit/record.ts';
import { openDatabase } from '../../src/platform/db/database.ts';
import { dropDatabase, makeDatabase } from '../support/database.ts';
import { median } from '../support/rounds.ts';
import type { Transaction } from 'kysely';
import type { Database } from '../../src/platform/db/database.ts';
import type { Schema } from '../../src/platform/db/schema.ts';
import type { Result } from '../support/result.ts';

type Work = (trx: Transaction<Schema>) => Promise<unknown>;

/** What a transaction does besides: it holds a row for as long as a submit does its statements. */
const own: Work = async (trx) => {
  await sql`insert into work (text) values ('x')`.execute(trx);
  await wait(5);
};

/**
 * Transactions that record one entry, against the same with a row of an ordinary table; and against a chain that is locked when
 * the entry is recorded, not at the commit.
 */
export async function measureAudit(quick: boolean): Promise<Result[]> {
  const name = 'tajdeed_bench_audit';
  const url = await makeDatabase(name);
  const db = await openDatabase({ url, dataDir: '', poolSize: 16 });
  try {
    await db.execute('create table work (id bigint generated always as identity primary key, text text)');
    const kinds: Record<string, Work> = {
      plain: async (trx) => {
        await sql`insert into work (text) values ('an entry')`.execute(trx);
        await own(trx);
      },
      chained: async (trx) => {
        await entry(trx);
        await own(trx);
      },
      early: async (trx) => {
        await entry(trx);
        await sql`set constraints all immediate`.execute(trx);
        await own(trx);
      },
    };
    const results: Result[] = [];
    for (const connections of [1, 16]) {
      const rates = await ratesOf(db, kinds, connections, quick ? 3 : 9);
      const told = Object.entries(rates).map(([kind, rate]) => `${kind} ${Math.round(rate)}/s`);
      results.push({
        work: `a transaction that records, against one that does not, ${connections} at once`,
        unit: '×',
        value: (rates['plain'] ?? 0) / (rates['chained'] ?? 1),
        goal: null,
        measured: told.join(', '),
      });
    }
    return results;
  } finally {
    await db.close();
    await dropDatabase(name);
  }
}

function entry(trx: Transaction<Schema>): Promise<void> {
  return record(trx, {
    actor: { kind: 'contractor' },
    place: 'address:00000000000000000000000000000000',
    action: 'application.submitted',
    subject: 'application:1',
  });
}

/** Transactions a second of each kind, which take turns. */
async function ratesOf(
  db: Database,
  kinds: Record<string, Work>,
  connections: number,
  rounds: number,
): Promise<Record<string, number>> {
  const seen: Record<string, number[]> = {};
  for (let round = 0; round <= rounds; round++)
    for (const [kind, work] of Object.entries(kinds)) {
      const until = performance.now() + 1000;
      let count = 0;
      await Promise.all(
        Array.from({ length: connections }, async () => {
          for (; performance.now() < until; count++) await db.query.transaction().execute(work);
        }),
      );
      // The first round warms up.
      if (round > 0) (seen[kind] ??= []).push(count);
    }
  return Object.fromEntries(Object.entries(seen).map(([kind, rates]) => [kind, median(rates)]));
}
