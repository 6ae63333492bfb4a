import { sql } from 'kysely';
import { firstHash } from './chain.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { ChainedEntry, Link } from './chain.ts';
import type { AuditFilter } from './audit-filter.ts';

/** An entry before it has its place in the chain; `data` is JSON text. */
export type Arriving = Record<'actor' | 'action' | 'subject' | 'reason' | 'place' | 'data', string>;

/** Puts entries where their transaction's commit finds them. */
export async function arrive(trx: Kysely<Schema>, entries: Arriving[]): Promise<void> {
  const all = (name: keyof Arriving) => entries.map((entry) => entry[name]);
  // One text however many they are, so that it is prepared once.
  await sql`insert into audit_inbox (actor, action, subject, reason, place, data)
    select * from unnest(${all('actor')}::text[], ${all('action')}::text[], ${all('subject')}::text[], ${all('reason')}::text[],
      ${all('place')}::text[], ${all('data')}::jsonb[])`.execute(trx);
}

const columns = sql`id, audit_time(at) as at, actor, action, subject, reason, place, data::text as data,
  encode(previous, 'hex') as previous, encode(hash, 'hex') as hash`;

/** The last link of the chain, and the time. */
export async function readLast(db: Kysely<Schema>): Promise<Link & { at: string }> {
  const { rows } = await sql<{ entries: number | null; hash: string | null; at: string }>`
    select last.entries, last.hash, audit_time(moment()) as at from (select) as one
      left join (select id as entries, encode(hash, 'hex') as hash from audit order by id desc limit 1) as last on true`.execute(
    db,
  );
  const [last] = rows;
  return { entries: last?.entries ?? 0, hash: last?.hash ?? firstHash, at: last?.at ?? '' };
}

/** The hash of one entry; `null` when there is none. */
export async function readHash(db: Kysely<Schema>, id: number): Promise<string | null> {
  const { rows } = await sql<{ hash: string }>`
    select encode(hash, 'hex') as hash from audit where id = ${id}`.execute(db);
  return rows[0]?.hash ?? null;
}

const entriesAtATime = 2000;

/** The entries after one and up to another, in their order, some thousand at a time. */
export async function* readChain(
  db: Kysely<Schema>,
  after: number,
  upTo: number,
): AsyncGenerator<ChainedEntry[]> {
  for (let last = after; ;) {
    const { rows } = await sql<ChainedEntry>`select ${columns} from audit
      where id > ${last} and id <= ${upTo} order by id limit ${entriesAtATime}`.execute(db);
    if (rows.length > 0) yield rows;
    if (rows.length < entriesAtATime) return;
    last = rows.at(-1)?.id ?? upTo;
  }
}

function ofActor(actor: string) {
  return actor === 'command' ? sql`actor like 'command:%'` : sql`actor = ${actor}`;
}

/** The newest entries that fit, older than the entry `before` when one is given. */
export async function findEntries(
  db: Kysely<Schema>,
  filter: AuditFilter,
  page: { before?: number; limit: number },
): Promise<ChainedEntry[]> {
  const midnight = (day: Temporal.PlainDate) =>
    sql`${day.toString()}::date::timestamp at time zone 'Asia/Amman'`;
  const wanted = [
    sql`true`,
    ...(page.before === undefined ? [] : [sql`id < ${page.before}`]),
    ...(filter.actor === undefined ? [] : [ofActor(filter.actor)]),
    ...(filter.action === undefined ? [] : [sql`action = ${filter.action}`]),
    ...(filter.subject === undefined ? [] : [sql`subject = ${filter.subject}`]),
    ...(filter.from === undefined ? [] : [sql`at >= ${midnight(filter.from)}`]),
    ...(filter.until === undefined ? [] : [sql`at < ${midnight(filter.until.add({ days: 1 }))}`]),
  ];
  const { rows } = await sql<ChainedEntry>`select ${columns} from audit
    where ${sql.join(wanted, sql` and `)} order by id desc limit ${page.limit}`.execute(db);
  return rows;
}
