import { sql } from 'kysely';
import { besidePermit, eventsOf, idOf } from './register-rows.store.ts';
import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { Schema } from '../../../platform/db/schema.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { RowKind } from './register-rows.store.ts';
import type { Hits } from './act.ts';
import type { StopEvent } from './register-rows.ts';

/** How many lines of each kind a page of hits has. */
const mostOpen = 50;
const mostPermits = 20;

/**
 * Holds the row of a permit or a contractor until the transaction ends. Approving holds the same rows first: whoever comes
 * second sees what the first one did.
 */
export async function lockRow(trx: Transaction<Schema>, of: RowKind, id: number): Promise<boolean> {
  const table = sql.table(of === 'permit' ? 'permits' : 'contractors');
  const { rows } = await sql`select id from ${table} where id = ${id}::bigint for update`.execute(trx);
  return rows.length > 0;
}

/** The last thing that was said of a permit or contractor. */
export async function findLastEvent(
  db: Kysely<Schema>,
  of: RowKind,
  id: number,
): Promise<{ id: number; kind: StopEvent['kind']; day: string } | null> {
  const { rows } = await sql<{ id: number; kind: StopEvent['kind']; day: string }>`
    select id, kind, day from ${eventsOf(of)} where ${idOf(of)} = ${id}::bigint order by id desc limit 1`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Writes what somebody of the office says of a permit or contractor. */
export async function insertStopEvent(
  trx: Transaction<Schema>,
  of: RowKind,
  id: number,
  event: {
    kind: StopEvent['kind'];
    day: string;
    words: string;
    given: { code: string; ar: string; en: string };
    by: { id: number; name: string };
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into ${eventsOf(of)} (${idOf(of)}, kind, day, reason, given, staff_id, staff_name)
    values (${id}::bigint, ${event.kind}, ${event.day}::date, ${event.words}, ${JSON.stringify(event.given)}::jsonb,
      ${event.by.id}::bigint, ${event.by.name}) returning id`.execute(trx);
  return rows[0]?.id ?? 0;
}

/** Whose hits are looked for: a permit with what its applications name, or a contractor by their number. */
export type HitsOf =
  | { of: 'permit'; id: number; subjects: readonly string[] }
  | { of: 'contractor'; id: number; number: number };

/** What stopping a permit, or a contractor with all of their permits, would hit on a day. */
export async function findHits(db: Kysely<Schema>, whose: HitsOf, today: string): Promise<Hits> {
  const { rows: open } = await sql<Hits['open'][number] & { count: number }>`
    select a.id, a.reference, a.submitted_at as "submittedAt", a.promised_on as "promisedOn", l.staff_name as "heldBy",
      count(*) over ()::int as count
    from open_applications o join applications a on a.id = o.application_id
      left join leases l on l.application_id = a.id and l.until > moment()
    where ${isOfApplication(whose)} order by a.id limit ${sql.lit(mostOpen)}`.execute(db);
  const { rows: permits } = await sql<Hits['permits'][number] & { count: number }>`
    select p.id, p.number, p.year, coalesce(t.valid_until, p.valid_until) as "validUntil", count(*) over ()::int as count
    from permits p ${besidePermit}
    where ${whose.of === 'permit' ? sql`p.id = ${whose.id}::bigint` : sql`p.contractor_id = ${whose.id}::bigint`}
      and coalesce(t.valid_until, p.valid_until) >= ${today}::date
      and (select kind from permit_events where permit_id = p.id order by id desc limit 1) is distinct from 'withdrawn'
    order by "validUntil" desc, p.id limit ${sql.lit(mostPermits)}`.execute(db);
  const { rows: untold } = await sql<Hits['untold'][number]>`
    select a.id, a.reference, t.valid_until as until
    from permits p join permit_terms t on t.permit_id = p.id join applications a on a.id = t.application_id
    where ${whose.of === 'permit' ? sql`p.id = ${whose.id}::bigint` : sql`p.contractor_id = ${whose.id}::bigint`}
      and not exists (select from messages m where m.application_id = a.id and m.kind = 'approved')
    order by a.id limit ${sql.lit(mostOpen)}`.execute(db);
  return {
    open: open.map(({ count: _count, ...each }) => each),
    openCount: open[0]?.count ?? 0,
    permits: permits.map(({ count: _count, ...each }) => each),
    permitsCount: permits[0]?.count ?? 0,
    lastUntil: permits[0]?.validUntil ?? null,
    untold,
  };
}

function isOfApplication(whose: HitsOf): RawBuilder<unknown> {
  if (whose.of === 'permit') return sql`a.subject = any(${whose.subjects}::text[])`;
  const number = String(whose.number);
  return sql`a.id in (select application_id from application_words where word = ${number})
    and a.answers ->> 'contractorNumber' = ${number}`;
}

/** Who is told that a permit was withdrawn, and in which language: whoever the register names, or else whoever applied last. */
export type Holder = { phone: string; lang: Lang };

/** The holder of a permit, by its row and by the applications about it; null: there is no phone. */
export async function findHolder(
  db: Kysely<Schema>,
  permit: number,
  subjects: readonly string[],
): Promise<Holder | null> {
  const { rows } = await sql<{ phone: string | null; lang: Lang }>`
    select coalesce(p.phone, a.phone) as phone, coalesce(a.lang, 'ar') as lang
    from permits p left join lateral (
      select phone, lang from applications where subject = any(${[...subjects]}::text[]) order by id desc limit 1
    ) a on true where p.id = ${permit}::bigint`.execute(db);
  const [row] = rows;
  return row?.phone ? { phone: row.phone, lang: row.lang } : null;
}

/** Writes the message about what was said of a permit. */
export async function insertActMessage(
  trx: Transaction<Schema>,
  message: { id: string; kind: string; event: number; text: string } & Holder,
): Promise<void> {
  await sql`insert into messages (id, kind, phone, lang, text, permit_event_id)
    values (${message.id}::uuid, ${message.kind}, ${message.phone}, ${message.lang}, ${message.text}, ${message.event})`.execute(
    trx,
  );
}
