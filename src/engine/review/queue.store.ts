import { sql } from 'kysely';
import { togetherOf } from '../../platform/db/together.ts';
import type { Kysely, RawBuilder } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Actor } from './actor.ts';
import type { StoredOfficeEvent } from './office-event.ts';

/** What of the queue is looked at; every part narrows it. */
export type QueueFilter = {
  service?: string;
  /** `set-aside`: until a later day; `returned`: with its contractor; the others are in the queue. */
  state?: 'waiting-for-register' | 'under-review' | 'to-confirm' | 'set-aside' | 'returned';
  /** The code of a reason. */
  reason?: string;
  /** What this person has in hand. */
  mine?: boolean;
  /** The promised day is over. */
  overdue?: boolean;
  /** Promised for today. */
  dueToday?: boolean;
  /** It was set aside until today. */
  backToday?: boolean;
};

/**
 * Where a page of the queue ends: the next begins after it. Of what was returned, `promisedOn` is the day of returning, by
 * which it is ordered.
 */
export type QueuePlace = { promisedOn: string; id: number };

/** A row of the queue as it is stored. `returnsOn` is null for what never was set aside, or is decided. */
export type QueueRecord = {
  id: number;
  reference: string;
  service: string;
  name: string | null;
  label: string | null;
  reason: string | null;
  phone: string;
  submittedAt: Date;
  /** It was filed at the counter. */
  assisted: boolean;
  promisedOn: string;
  returnsOn: string | null;
  /** Since when its contractor is to complete it, and until when; null when they are not. */
  returnedOn: string | null;
  completeBy: string | null;
  isOpen: boolean;
  toConfirm: boolean;
  last: StoredOfficeEvent & { by: string | null };
  heldBy: string | null;
  heldById: number | null;
  heldUntil: Date | null;
};

/** Counts stop here: they tell how much there is, and a million rows are not counted for it. */
export const mostCounted = 1000;

/** What is asked of what is open. `actor`: whose `mine` is. */
export type QueueQuestion = {
  actor: Actor;
  filter: QueueFilter;
  today: string;
  page: { after: QueuePlace | null; limit: number };
};

/**
 * What is open in the order of the promise, or of returning; `limit` rows after a place. Not in a transaction: those who ask for the
 * same at the same moment share one answer, which nobody may change.
 */
export const findQueueTogether = togetherOf(
  (db: Kysely<Schema>, asked: QueueQuestion[]) => Promise.all(asked.map((each) => findQueue(db, each))),
  ({ actor, filter, today, page }) => JSON.stringify([filter.mine === true && actor.id, filter, today, page]),
);

async function findQueue(
  db: Kysely<Schema>,
  { actor, filter, today, page }: QueueQuestion,
): Promise<QueueRecord[]> {
  const day = filter.state === 'returned' ? sql`o.returned_on` : sql`o.promised_on`;
  const after =
    page.after &&
    sql`(${day}, o.application_id) > (${page.after.promisedOn}::date, ${page.after.id}::bigint)`;
  const where = all([...conditions(filter, today, actor), ...(after ? [after] : [])]);
  // The page is found by an index alone, and only its rows are read whole.
  const { rows } = await sql<QueueRecord>`
    with page as (
      select o.* from open_applications o ${mine(filter)}
      where ${where} order by ${day}, o.application_id limit ${page.limit}
    )
    select ${columns} from page o join applications a on a.id = o.application_id ${beside}
    order by ${day}, o.application_id`.execute(db);
  return rows;
}

/** The first applications that wait for the office and that nobody has in hand. */
export async function findFree(db: Kysely<Schema>, today: string, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select o.application_id as id from open_applications o
    where not o.waiting and o.returned_on is null and o.prepared_by is null
      and (o.returns_on is null or o.returns_on <= ${today}::date)
      and not exists (select from leases l where l.application_id = o.application_id and l.until > moment())
    order by o.promised_on, o.application_id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** How many there are of each kind, whoever asks, to `mostCounted` at most. */
export async function countQueue<Name extends string>(
  db: Kysely<Schema>,
  filters: Record<Name, QueueFilter>,
  today: string,
): Promise<Record<Name, number>> {
  const counts = Object.entries<QueueFilter>(filters).map(
    ([name, filter]) => sql`(select count(*)::int from (
      select from open_applications o where ${all(conditions(filter, today))}
      limit ${sql.lit(mostCounted)}) as counted) as ${sql.ref(name)}`,
  );
  const { rows } = await sql<Record<Name, number>>`select ${sql.join(counts)}`.execute(db);
  return rows[0] ?? ({} as Record<Name, number>);
}

/** How many each of these people has in hand, by the number of their row. */
export async function countInHand(
  db: Kysely<Schema>,
  people: readonly number[],
  today: string,
): Promise<Map<number, number>> {
  const own = sql`mine.staff_id = person.id and mine.until > moment()`;
  const { rows } = await sql<{ id: number; count: number }>`
    select person.id, (select count(*)::int from open_applications o ${mine({ mine: true })}
      where ${own} and ${placed(undefined, today)}) as count
    from unnest(${people}::bigint[]) as person (id)`.execute(db);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** How many open applications wait for somebody else than this person to confirm their decision, no further than is counted. */
export async function countPreparedByOthers(db: Kysely<Schema>, staffId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (
    select from open_applications where prepared_by is not null and prepared_by <> ${staffId}
    limit ${sql.lit(mostCounted)}) as counted`.execute(db);
  return rows[0]?.count ?? 0;
}

/** How far a search looks among what one word finds: beyond it, another word is needed. */
const mostCandidates = 200;

/** Of several words the rarest leads; how often one stands is counted no further than a search looks. */
async function findRarest(db: Kysely<Schema>, words: readonly string[]): Promise<string> {
  const { rows } = await sql<{ word: string }>`
    select word from unnest(${words}::text[]) as word, lateral (
      select count(*) from (select from application_words w
        where ${begins(sql`w.word`, sql`word`)} limit ${sql.lit(mostCandidates)}) as counted) as found (times)
    order by found.times, length(word) desc limit 1`.execute(db);
  return rows[0]?.word ?? '';
}

/** What is searched for: words that all stand in an application, a whole reference, or a whole phone. */
export type Search = { reference: string } | { words: string[]; phone: string | null };

/** Applications that a search finds, decided ones as well: the open ones by their promise, then the newest. */
export async function searchQueue(
  db: Kysely<Schema>,
  actor: Actor,
  search: Search,
  filter: QueueFilter,
  today: string,
  limit: number,
): Promise<QueueRecord[]> {
  const narrowed = Object.values(filter).some((each) => each !== undefined && each !== false);
  const where = narrowed ? conditions(filter, today, actor) : [];
  let candidates: RawBuilder<unknown>;
  // Applications are read only where their own words are needed: they lie all over the disk.
  let texts = sql``;
  if ('reference' in search)
    candidates = sql`select id from applications where reference = ${search.reference}`;
  else {
    const rarest = await findRarest(db, search.words);
    // The word itself first, the newest ones; then words that begin so.
    candidates = sql`select application_id as id from (
        (select application_id from application_words where word = ${rarest}
          order by application_id desc limit ${sql.lit(mostCandidates)})
        union
        (select application_id from application_words w
          where ${begins(sql`w.word`, sql`${rarest}::text`)} and w.word > ${rarest}
          limit ${sql.lit(mostCandidates)})) as found`;
    for (const word of search.words)
      if (word !== rarest) where.push(sql`a.search like ${`% ${word.replace(/[\\%_]/g, String.raw`\$&`)}%`}`);
    if (search.words.length > 1 || search.phone !== null) texts = sql`join applications a on a.id = c.id`;
    if (search.phone !== null) where.push(sql`a.phone = ${search.phone}`);
  }
  const { rows } = await sql<QueueRecord>`
    with candidates as materialized (${candidates}), page as (
      select c.id as found, o.* from candidates c ${texts}
        left join open_applications o on o.application_id = c.id ${mine(filter)}
      where ${all(where)}
      order by o.promised_on nulls last, case when o.promised_on is null then -c.id else c.id end limit ${limit}
    )
    select ${columns} from page o join applications a on a.id = o.found ${beside}
    order by o.promised_on nulls last, case when o.promised_on is null then -a.id else a.id end`.execute(db);
  return rows;
}

const columns = sql`a.id, a.reference, a.service, a.found ->> 'name' as name, a.found ->> 'label' as label,
  o.reason, a.phone, a.submitted_at as "submittedAt", a.proof ->> 'kind' is not distinct from 'counter' as assisted,
  a.promised_on as "promisedOn", o.returns_on as "returnsOn",
  o.returned_on as "returnedOn", o.complete_by as "completeBy", o.application_id is not null as "isOpen",
  o.prepared_by is not null as "toConfirm", e.last, l.staff_name as "heldBy", l.staff_id as "heldById",
  l.until as "heldUntil"`;

const beside = sql`
  cross join lateral (select jsonb_build_object('kind', kind, 'at', at, 'data', data, 'by', staff_name) as last
    from application_events where application_id = a.id order by id desc limit 1) as e
  left join leases l on l.application_id = a.id and l.until > moment()`;

function mine(filter: QueueFilter): RawBuilder<unknown> {
  return filter.mine === true ? sql`join leases mine on mine.application_id = o.application_id` : sql``;
}

function conditions(filter: QueueFilter, today: string, actor?: Actor): RawBuilder<unknown>[] {
  const found = [placed(filter.state, today)];
  if (filter.service !== undefined) found.push(sql`o.service = ${filter.service}`);
  if (filter.reason !== undefined) found.push(sql`o.reason = ${filter.reason}`);
  if (filter.state === 'waiting-for-register') found.push(sql`o.waiting = true`);
  if (filter.state === 'under-review') found.push(sql`o.waiting = false and o.prepared_by is null`);
  if (filter.overdue === true) found.push(sql`o.promised_on < ${today}::date`);
  if (filter.dueToday === true) found.push(sql`o.promised_on = ${today}::date`);
  if (filter.backToday === true) found.push(sql`o.returns_on = ${today}::date`);
  if (filter.mine === true && actor) found.push(sql`mine.staff_id = ${actor.id} and mine.until > moment()`);
  return found;
}

/** In the queue; or where else it is. */
function placed(state: QueueFilter['state'], today: string): RawBuilder<unknown> {
  // Refused by one person while its contractor has it, it waits for another: that is where it stands.
  if (state === 'to-confirm') return sql`o.prepared_by is not null`;
  if (state === 'returned') return sql`o.returned_on is not null and o.prepared_by is null`;
  if (state === 'set-aside') return sql`o.returns_on > ${today}::date and o.returned_on is null`;
  return sql`(o.returns_on is null or o.returns_on <= ${today}::date) and o.returned_on is null`;
}

function all(conditionsOfRow: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditionsOfRow.length === 0 ? sql`true` : sql.join([...conditionsOfRow], sql` and `);
}

/** Words that begin so, as an index finds them: from the word to the last that can begin so. */
function begins(word: RawBuilder<unknown>, beginning: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${word} >= ${beginning} and ${word} < ${beginning} || ${'\u{10ffff}'}`;
}
