import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Actor } from './actor.ts';
import type { InternalNote } from './internal-note.ts';

/** Writes a note down. */
export async function insertNote(
  trx: Transaction<Schema>,
  actor: Actor,
  applicationId: number,
  note: { words: string; bringForwardOn: string | null },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into notes (application_id, staff_id, staff_name, words, bring_forward_on)
    values (${applicationId}, ${actor.id}, ${actor.name}, ${note.words}, ${note.bringForwardOn}::date)
    returning id`.execute(trx);
  return rows[0]?.id ?? 0;
}

/** The notes on an application, the first one first. */
export async function findNotes(db: Kysely<Schema>, applicationId: number): Promise<InternalNote[]> {
  const { rows } = await sql<Omit<InternalNote, 'by'> & { staffId: number; staffName: string }>`
    select id, staff_id as "staffId", staff_name as "staffName", at, words, bring_forward_on as "bringForwardOn"
    from notes where application_id = ${applicationId} order by id`.execute(db);
  return rows.map(({ id, staffId, staffName, at, words, bringForwardOn }) => ({
    id,
    by: { id: staffId, name: staffName },
    at,
    words,
    bringForwardOn,
  }));
}
