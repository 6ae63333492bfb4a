import { sql } from 'kysely';
import { besidePermit, contractorColumns, permitColumns } from './register-rows.store.ts';
import type { Kysely, RawBuilder } from 'kysely';
import type { Schema } from '../../../platform/db/schema.ts';
import type { ContractorRow, PermitRecord } from './register-rows.ts';

/** Where a page of contractors ends: the word by which the last was found, and who it was. */
export type SearchPlace = { word: string; id: number };

/** How many names with the rarest word one page looks at: words that stand together nowhere are not sought for ever. */
const mostLookedAt = 500;

/** How often a word is counted at most, to see which is the rarest. */
const mostCounted = 1000;

/** The permit of this number and year. */
export async function findPermitsOf(
  db: Kysely<Schema>,
  { number, year }: { number: number; year: number },
): Promise<PermitRecord[]> {
  const { rows } = await sql<PermitRecord>`select ${permitColumns} from permits p ${besidePermit}
    where p.number = ${number}::bigint and p.year = ${year}::int`.execute(db);
  return rows;
}

/**
 * The permits of this number in every year, the newest first: one look at the index for each year that there is. `offset 0` keeps it
 * so: the planner would rather go through the whole index, which is quicker only in a small register.
 */
export async function findPermitsOfNumber(db: Kysely<Schema>, number: number): Promise<PermitRecord[]> {
  const { rows } = await sql<PermitRecord>`
    with years as materialized (select generate_series((select min(year)::int from permits), (select max(year)::int from permits)) as y)
    select ${permitColumns} from years join lateral
      (select * from permits where year = years.y and number = ${number}::bigint offset 0) p on true
      ${besidePermit}
    order by p.year desc limit 100`.execute(db);
  return rows;
}

/** The contractor of this number. */
export async function findContractorOf(db: Kysely<Schema>, number: number): Promise<ContractorRow[]> {
  const { rows } =
    await sql<ContractorRow>`select ${contractorColumns} from contractors c where c.number = ${number}::bigint`.execute(
      db,
    );
  return rows;
}

/** Contractors with permits whose phone ends so, or is this one, by their id. */
export async function findByPhone(
  db: Kysely<Schema>,
  phone: { ending: string; e164: string | null },
  afterId: number,
  limit: number,
): Promise<ContractorRow[]> {
  const whole = phone.e164 === null ? sql`` : sql`and p.phone = ${phone.e164}`;
  const { rows } = await sql<ContractorRow>`
    with found as materialized (select distinct p.contractor_id from permits p
      where right(p.phone, 4) = ${phone.ending} and p.phone is not null and p.contractor_id > ${afterId}::bigint ${whole}
      order by p.contractor_id limit ${limit})
    select ${contractorColumns} from found join contractors c on c.id = found.contractor_id order by c.id`.execute(
    db,
  );
  return rows;
}

/** The words that a typed name is searched by, folded as names are; the rarest first. Of eight at most. */
export async function wordsToFind(db: Kysely<Schema>, typed: string): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select word from (select word from words_of_name(folded(${typed}::text)) as word limit 8) as typed, lateral (
      select count(*) from (select from contractor_words w where ${begins(sql`word`)} limit ${sql.lit(mostCounted)}) as counted
    ) as found (times) order by found.times, length(word) desc, word`.execute(db);
  return rows.map(({ word }) => word);
}

/**
 * Contractors in whose name every word begins a word, in the order of the index, after a place. A name is found by the first of
 * its words that fits. `looked`: where looking ended, when there may be more behind it.
 */
export async function findByName(
  db: Kysely<Schema>,
  [rarest = '', ...others]: readonly string[],
  after: SearchPlace | null,
  limit: number,
): Promise<{ rows: (ContractorRow & { word: string })[]; looked: SearchPlace | null }> {
  const behind =
    after === null ? sql`` : sql`and (w.word, w.contractor_id) > (${after.word}, ${after.id}::bigint)`;
  const fits = (word: string) => sql`c.search like ${`% ${word.replace(/[\\%_]/g, String.raw`\$&`)}%`}`;
  const also = others.length === 0 ? sql`` : sql`and ${sql.join(others.map(fits), sql` and `)}`;
  const { rows } = await sql<ContractorRow & { word: string; fits: boolean; lookedAt: number }>`
    with looked as materialized (
      select w.word, w.contractor_id from contractor_words w
      where ${begins(sql`${rarest}::text`, rarest)} ${behind}
      order by w.word, w.contractor_id limit ${sql.lit(mostLookedAt)}
    ), counted as (select count(*)::int as "lookedAt" from looked),
    found as (
      select ${contractorColumns}, looked.word from looked
        -- By the key, whatever the planner thinks of reading all names instead.
        cross join lateral (select * from contractors where id = looked.contractor_id offset 0) c
      where not exists (select from words_of_name(c.search) as earlier
          where earlier < looked.word and ${sql`earlier >= ${rarest} and earlier < ${`${rarest}\u{10ffff}`}`}) ${also}
      order by looked.word, looked.contractor_id limit ${limit}
    ), last as (select word, contractor_id from looked order by word desc, contractor_id desc limit 1)
    select found.*, true as fits, "lookedAt" from found, counted
    union all
    select contractor_id, 0, '', null, word, false, "lookedAt" from last, counted
    order by fits desc, word, id`.execute(db);
  const last = rows.find((row) => !row.fits);
  const found = rows.filter((row) => row.fits);
  const looked = last && last.lookedAt === mostLookedAt ? { word: last.word, id: last.id } : null;
  return { rows: found, looked };
}

/** Words that begin so, as an index finds them: from the word to the last that can begin so. */
function begins(beginning: RawBuilder<unknown>, literal?: string): RawBuilder<unknown> {
  const end = literal === undefined ? sql`${beginning} || ${'\u{10ffff}'}` : sql`${`${literal}\u{10ffff}`}`;
  return sql`w.word >= ${beginning} and w.word < ${end}`;
}
