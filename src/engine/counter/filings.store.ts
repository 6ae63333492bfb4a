import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { CounterProof } from '../journey/draft.ts';
import type { Filing } from './filing.ts';

/** Writes down who filed an application at the counter, and what they saw. */
export async function insertFiling(
  trx: Transaction<Schema>,
  applicationId: number,
  by: Filing['by'],
  proof: CounterProof,
): Promise<void> {
  await sql`insert into counter_filings (application_id, staff_id, staff_name, paper, paper_words, representative)
    values (${applicationId}, ${by.id}, ${by.name}, ${proof.paper}, ${proof.paperWords}, ${proof.representative})`.execute(
    trx,
  );
}

/** The filings of applications, in their order; null: its contractor submitted it. */
export async function selectFilings(db: Kysely<Schema>, ids: number[]): Promise<(Filing | null)[]> {
  const { rows } = await sql<Omit<Filing, 'by'> & { id: number; staffId: number; staffName: string }>`
    select application_id as id, staff_id as "staffId", staff_name as "staffName", at, paper, paper_words as "paperWords", representative
    from counter_filings where application_id = any(${ids}::bigint[])`.execute(db);
  const filings = new Map(
    rows.map(({ id, staffId, staffName, ...filing }) => [
      id,
      { ...filing, by: { id: staffId, name: staffName } },
    ]),
  );
  return ids.map((id) => filings.get(id) ?? null);
}
