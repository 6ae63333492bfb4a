import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Actor } from '../staff/person.ts';
import type { Inspection, Note } from './inspection.ts';

/** The photo of an inspection as its file is known. */
export type KeptPhoto = { hash: Buffer; kind: 'jpeg' | 'png'; size: number };

const columns = sql`i.id, i.permit_number as "permitNumber", i.permit_year as "permitYear", i.permit_id as "permitId",
  i.document_id as "documentId", i.finding, i.words, i.photo_hash is not null as photo, i.staff_name as by,
  i.noted_at as "notedAt", i.received_at as "receivedAt"`;

/** Writes an inspection down, once: `false` when one of this id is there. */
export async function insertInspection(
  trx: Transaction<Schema>,
  actor: Actor,
  note: Note,
  beside: { permitId: number | null; documentId: string | null; photo: KeptPhoto | null },
): Promise<boolean> {
  const { permitId, documentId, photo } = beside;
  const { rows } = await sql`
    insert into inspections (id, staff_id, staff_name, permit_number, permit_year, permit_id, document_id, finding, words,
      photo_hash, photo_kind, photo_size, noted_at)
    values (${note.id}::uuid, ${actor.id}::bigint, ${actor.name}, ${note.permitNumber}::bigint, ${note.permitYear}::smallint,
      ${permitId}::bigint, ${documentId}::uuid, ${note.finding}, ${note.words}, ${photo?.hash ?? null}::bytea,
      ${photo?.kind ?? null}, ${photo?.size ?? null}::int, coalesce(${note.notedAt}::timestamptz, moment()))
    on conflict (id) do nothing returning id`.execute(trx);
  return rows.length > 0;
}

/** Whose an inspection is; null: there is none of this id. */
export async function findOwner(db: Kysely<Schema>, id: string): Promise<number | null> {
  const { rows } = await sql<{ staffId: number }>`
    select staff_id as "staffId" from inspections where id = ${id}::uuid`.execute(db);
  return rows[0]?.staffId ?? null;
}

/** The photo of an inspection; null: there is none. */
export async function findPhoto(db: Kysely<Schema>, id: string): Promise<KeptPhoto | null> {
  const { rows } = await sql<KeptPhoto>`select photo_hash as hash, photo_kind as kind, photo_size as size
    from inspections where id = ${id}::uuid and photo_hash is not null`.execute(db);
  return rows[0] ?? null;
}

/** Whose inspections are looked for: a permit's, all of a contractor's permits, or those that a person noted. */
export type InspectionsOf =
  { permit: { number: number; year: number } } | { contractor: number } | { staff: number };

/** The newest inspections. */
export async function listInspections(
  db: Kysely<Schema>,
  of: InspectionsOf,
  limit: number,
): Promise<Inspection[]> {
  const which =
    'permit' in of
      ? sql`i.permit_year = ${of.permit.year}::smallint and i.permit_number = ${of.permit.number}::bigint`
      : 'contractor' in of
        ? sql`i.permit_id in (select id from permits where contractor_id = ${of.contractor}::bigint)`
        : sql`i.staff_id = ${of.staff}::bigint`;
  const { rows } = await sql<Inspection>`select ${columns} from inspections i where ${which}
    order by i.received_at desc, i.id limit ${limit}`.execute(db);
  return rows;
}

/** The moment now. */
export async function readMoment(db: Kysely<Schema>): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select moment() as now`.execute(db);
  return rows[0]?.now ?? new Date(0);
}
