import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Answers } from '../define/answers.ts';
import type { DocumentTerm } from './document.ts';

/** A document that the list may have to name: by what its register is asked, and the newest term that has followed it. */
export type Listable = {
  id: string;
  service: string;
  until: string;
  answers: Answers;
  newer: DocumentTerm | null;
};

/** Where a page of documents ends. */
export type ListPlace = { until: string; id: string };

/** Issued documents whose last day is not before one, in that order, behind a place; and what has followed them by today. */
export async function findListable(
  db: Kysely<Schema>,
  { since, today, after, limit }: { since: string; today: string; after: ListPlace | null; limit: number },
): Promise<Listable[]> {
  const behind =
    after === null ? sql`` : sql`and (d.valid_until, d.id) > (${after.until}::date, ${after.id}::uuid)`;
  const { rows } = await sql<Listable>`
    select d.id, d.service, d.valid_until as until, a.answers,
      (select json_build_object('ordinal', n.ordinal, 'from', n.valid_from, 'until', n.valid_until) from documents n
        where n.service = d.service and n.subject = d.subject and n.ordinal > d.ordinal and n.valid_from <= ${today}::date
          and n.issued_at is not null order by n.ordinal desc limit 1) as newer
    from documents d join applications a on a.id = d.application_id
    where d.issued_at is not null and d.valid_until >= ${since}::date ${behind}
    order by d.valid_until, d.id limit ${limit}`.execute(db);
  return rows;
}

/** The list as it was signed last. */
export type KeptList = { message: Buffer; issuedAt: Date };

/** The list that was signed last; null: none was yet. */
export async function findList(db: Kysely<Schema>): Promise<KeptList | null> {
  const { rows } = await sql<KeptList>`
    select message, issued_at as "issuedAt" from withdrawal_list`.execute(db);
  return rows[0] ?? null;
}

/** The moment now, and how many seconds ago the last list was signed; null: none was. */
export async function findListAge(db: Kysely<Schema>): Promise<{ now: Date; seconds: number | null }> {
  const { rows } = await sql<{ now: Date; seconds: number | null }>`
    select moment() as now, (select extract(epoch from moment() - issued_at)::float8 from withdrawal_list) as seconds`.execute(
    db,
  );
  return rows[0] ?? { now: new Date(0), seconds: null };
}

/** Keeps a list in the place of an older one. `false`: a newer one is there. */
export async function replaceList(
  db: Kysely<Schema>,
  { message, keyId, issuedAt, documents }: KeptList & { keyId: string; documents: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into withdrawal_list (message, key_id, issued_at, documents)
    values (${message}, ${keyId}, ${issuedAt}::timestamptz, ${documents}::int)
    on conflict (one) do update set message = excluded.message, key_id = excluded.key_id, issued_at = excluded.issued_at,
      documents = excluded.documents where withdrawal_list.issued_at <= excluded.issued_at returning one`.execute(
    db,
  );
  return rows.length > 0;
}
