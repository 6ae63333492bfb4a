import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Document, DocumentTerm, Frozen } from './document.ts';

/** A document that was written down and may not be made yet. */
export type Unmade = Omit<Document, 'issuedAt'> & {
  reference: string;
  preparedAt: Date;
  keyId: string | null;
  signature: Buffer | null;
  issuedAt: Date | null;
};

const columns = sql`d.id, d.code, d.application_id as "applicationId", d.service, d.subject, d.frozen,
  json_build_object('ordinal', d.ordinal, 'from', d.valid_from, 'until', d.valid_until) as term, d.issued_at as "issuedAt"`;

/** Writes a document down. `taken`: the code is; `there`: the application has its document. */
export async function insertDocument(
  trx: Transaction<Schema>,
  document: { id: string; code: string; applicationId: number; term: DocumentTerm; frozen: Frozen },
): Promise<'inserted' | 'taken' | 'there'> {
  const { id, code, applicationId, term, frozen } = document;
  const { rows } = await sql`
    insert into documents (id, code, application_id, service, subject, ordinal, valid_from, valid_until, frozen)
    select ${id}::uuid, ${code}, id, service, subject, ${term.ordinal}::int, ${term.from}::date, ${term.until}::date,
      ${JSON.stringify(frozen)}::jsonb from applications where id = ${applicationId}
    on conflict do nothing returning id`.execute(trx);
  if (rows.length > 0) return 'inserted';
  const { rows: same } = await sql`select from documents where code = ${code}`.execute(trx);
  return same.length > 0 ? 'taken' : 'there';
}

/** A document with what is needed to make it. */
export async function findUnmade(db: Kysely<Schema>, id: string): Promise<Unmade | null> {
  const { rows } = await sql<Unmade>`
    select ${columns}, d.prepared_at as "preparedAt", d.key_id as "keyId", d.signature, a.reference
    from documents d join applications a on a.id = d.application_id where d.id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** Keeps a signature in the place of another. `false`: somebody else was first. */
export async function keepSignature(
  db: Kysely<Schema>,
  id: string,
  before: Buffer | null,
  { keyId, signature }: { keyId: string; signature: Buffer },
): Promise<boolean> {
  const { rows } = await sql`update documents set key_id = ${keyId}, signature = ${signature}
    where id = ${id}::uuid and hash is null and signature is not distinct from ${before}::bytea returning id`.execute(
    db,
  );
  return rows.length > 0;
}

/** Says that the file is kept. `false`: it was issued before. */
export async function markIssued(
  trx: Transaction<Schema>,
  id: string,
  signature: Buffer,
  hash: Buffer,
): Promise<boolean> {
  const { rows } = await sql`update documents set hash = ${hash}, issued_at = moment()
    where id = ${id}::uuid and hash is null and signature = ${signature} returning id`.execute(trx);
  return rows.length > 0;
}

/** An issued document and its file's hash, by one of its names. */
export async function findIssued(
  db: Kysely<Schema>,
  by: { id: string } | { code: string },
): Promise<(Document & { hash: Buffer; erasedAt: Date | null }) | null> {
  const which = 'id' in by ? sql`d.id = ${by.id}::uuid` : sql`d.code = ${by.code}`;
  const { rows } = await sql<Document & { hash: Buffer; erasedAt: Date | null }>`
    select ${columns}, d.hash, d.erased_at as "erasedAt" from documents d where ${which} and d.issued_at is not null`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Of applications, in their order: the document, which may still be in the making; null: it has none. */
export async function findOfApplications(
  db: Kysely<Schema>,
  ids: number[],
): Promise<({ id: string; code: string; issuedAt: Date | null } | null)[]> {
  const { rows } = await sql<{ of: number; id: string; code: string; issuedAt: Date | null }>`
    select application_id as of, id, code, issued_at as "issuedAt" from documents
    where application_id = any(${ids}::bigint[]) and erased_at is null`.execute(db);
  const documents = new Map(rows.map(({ of, ...document }) => [of, document]));
  return ids.map((id) => documents.get(id) ?? null);
}

/** The newest term that has begun by a day, of documents issued for the same after this one; null: there is none. */
export async function findNewerTerm(
  db: Kysely<Schema>,
  document: Document,
  today: string,
): Promise<DocumentTerm | null> {
  const { rows } = await sql<DocumentTerm>`
    select ordinal, valid_from as from, valid_until as until from documents
    where service = ${document.service} and subject = ${document.subject} and ordinal > ${document.term.ordinal}
      and valid_from <= ${today}::date and issued_at is not null order by ordinal desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** The answers of an application, by which the register is asked again. */
export async function findAnswers(
  db: Kysely<Schema>,
  applicationId: number,
): Promise<Record<string, string>> {
  // Of an application that was forgotten they stand with the document.
  const { rows } = await sql<{ answers: Record<string, string> }>`
    select coalesce(d.answers, a.answers) as answers
    from applications a left join documents d on d.application_id = a.id where a.id = ${applicationId}`.execute(
    db,
  );
  return rows[0]?.answers ?? {};
}
