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
  const { rows } = await sql<{ notes: StoredNotes }>`
    select ${notesOf} as notes from (select ${applicationId}::bigint as id) as a`.execute(db);
  return readNotes(rows[0]?.notes ?? null);
}

/** The notes on the application `a` of a query, the first one first, for `readNotes`. */
export const notesOf = sql`(select jsonb_agg(jsonb_build_object('id', n.id, 'by',
    jsonb_build_object('id', n.staff_id, 'name', n.staff_name), 'at', n.at, 'words', n.words, 'bringForwardOn', n.bring_forward_on)
  order by n.id) from notes n where n.application_id = a.id)`;

/** What `notesOf` gives; null: there are none. */
export type StoredNotes = (Omit<InternalNote, 'at'> & { at: string })[] | null;

/** Reads notes as `notesOf` gives them. */
export function readNotes(stored: StoredNotes): InternalNote[] {
  return (stored ?? []).map((note) => ({ ...note, at: new Date(note.at) }));
}
