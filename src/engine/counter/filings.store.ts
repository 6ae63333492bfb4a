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

/** The filing of an application; null: its contractor submitted it. */
export async function selectFiling(db: Kysely<Schema>, applicationId: number): Promise<Filing | null> {
  const { rows } = await sql<Omit<Filing, 'by'> & { staffId: number; staffName: string }>`
    select staff_id as "staffId", staff_name as "staffName", at, paper, paper_words as "paperWords", representative
    from counter_filings where application_id = ${applicationId}`.execute(db);
  const [row] = rows;
  if (!row) return null;
  const { staffId, staffName, ...filing } = row;
  return { ...filing, by: { id: staffId, name: staffName } };
}
