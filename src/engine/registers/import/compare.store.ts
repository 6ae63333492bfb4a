import { sql } from 'kysely';
import { remarkLines } from './staged.store.ts';
import type { RawBuilder } from 'kysely';
import type { Column } from './columns.ts';
import type { Connection } from './staged.store.ts';

/** What an import would do to the register, or did. Permits, except where it says contractors. */
export type Difference = {
  added: number;
  changed: number;
  unchanged: number;
  /** In the register, but not in the file: never deleted by an import. */
  missing: number;
  addedContractors: number;
  changedContractors: number;
  /** How many permits and contractors would change in each column. */
  fields: Record<string, number>;
};

/** Which columns the file has, and whether it says of anyone that they are suspended. */
export type Told = { columns: ReadonlySet<Column>; anySuspended: boolean };

/** The last term that a renewal added to each permit. */
const renewed = sql`(select distinct on (permit_id) permit_id, valid_until from permit_terms
  order by permit_id, ordinal desc)`;

/** The last event of each permit, or contractor: is it withdrawn (suspended), and did the office say so? */
const lastEvents = {
  permit: sql`(select distinct on (permit_id) permit_id, kind = 'withdrawn' as holds, import_id is null as by_office
    from permit_events order by permit_id, id desc)`,
  contractor: sql`(select distinct on (contractor_id) contractor_id, kind = 'suspended' as holds,
    import_id is null as by_office from contractor_events order by contractor_id, id desc)`,
};

/** How a column of the file becomes one of the register's permits; those of a renewed permit's term stay as they are. */
export const permitColumns: readonly {
  column: Column;
  of: string;
  value: RawBuilder<unknown>;
  isTerm: boolean;
}[] = [
  { column: 'permit_type', of: 'type', value: sql`coalesce(s.permit_type, '')`, isTerm: false },
  { column: 'location', of: 'location', value: sql`coalesce(s.location, '')`, isTerm: false },
  { column: 'utility_owner', of: 'utility_owner', value: sql`coalesce(s.utility_owner, '')`, isTerm: false },
  { column: 'issued_on', of: 'issued_on', value: sql`s.issued_on`, isTerm: false },
  { column: 'phone', of: 'phone', value: sql`s.phone`, isTerm: false },
  { column: 'reminders', of: 'reminders', value: sql`coalesce(s.reminders = 'yes', false)`, isTerm: false },
  { column: 'valid_from', of: 'valid_from', value: sql`s.valid_from`, isTerm: true },
  { column: 'valid_until', of: 'valid_until', value: sql`s.valid_until`, isTerm: true },
];

/** Holds the stage against the register: what differs is kept in the stage, what is decided here is warned about. */
export async function compare(connection: Connection, told: Told): Promise<void> {
  await sql`analyze staged`.execute(connection);
  await comparePermits(connection, told);
  await compareContractors(connection, told);
  await sql`analyze differing`.execute(connection);
  await warnOfTerms(connection);
  if (told.columns.has('status')) await warnOfWithdrawn(connection);
  if (told.columns.has('contractor_status')) await warnOfSuspended(connection);
}

async function comparePermits(connection: Connection, { columns }: Told): Promise<void> {
  const ours = permitColumns.filter(({ column }) => columns.has(column));
  const now = ({ of, value, isTerm }: (typeof ours)[number]) =>
    isTerm ? sql`case when t.permit_id is null then ${value} else ${sql.ref(`p.${of}`)} end` : value;
  const pairs = [
    sql`('contractor_number', c.number::text, s.contractor_number::text)`,
    ...ours.map(
      (each) => sql`(${sql.lit(each.column)}, ${sql.ref(`p.${each.of}`)}::text, (${now(each)})::text)`,
    ),
    // A cell without a word says nothing. What the office decided stays.
    ...(columns.has('status')
      ? [
          sql`('status', ${word(sql`coalesce(e.holds, false)`, 'withdrawn')},
            ${word(
              sql`case when e.by_office or s.status is null then coalesce(e.holds, false)
              else s.status = 'withdrawn' end`,
              'withdrawn',
            )})`,
        ]
      : []),
  ];
  await sql`insert into differing (line, permit_id, fields)
    select s.line, p.id, d.fields
    from staged s
      join permits p on p.year = s.permit_year and p.number = s.permit_number
      join contractors c on c.id = p.contractor_id
      left join ${renewed} t on t.permit_id = p.id
      left join ${lastEvents.permit} e on e.permit_id = p.id
      cross join lateral (
        select jsonb_object_agg(field, jsonb_build_array(was, is_now)) as fields
        from (values ${sql.join(pairs)}) as v (field, was, is_now) where was is distinct from is_now
      ) d
    where s.outcome = 'accepted' and d.fields is not null`.execute(connection);
}

function word(holds: RawBuilder<unknown>, word: 'withdrawn' | 'suspended'): RawBuilder<unknown> {
  return sql`case when ${holds} then ${sql.lit(word)} else 'active' end`;
}

/** Is a contractor suspended by the lines of the file? Any line that says so counts. */
function suspendedInFile({ columns, anySuspended }: Told): RawBuilder<unknown> {
  if (!columns.has('contractor_status')) return sql`null::boolean`;
  if (!anySuspended) return sql`false`;
  return sql`exists (select from suspended_in_file f where f.number = s.contractor_number)`;
}

async function compareContractors(connection: Connection, told: Told): Promise<void> {
  if (told.anySuspended) {
    await sql`drop table if exists suspended_in_file`.execute(connection);
    await sql`create temp table suspended_in_file as select distinct contractor_number as number from staged
      where outcome = 'accepted' and contractor_status = 'suspended'`.execute(connection);
  }
  await sql`insert into differing_contractors (contractor_id, number, fields)
    select c.id, c.number, d.fields
    from staged s
      join contractors c on c.number = s.contractor_number
      left join ${lastEvents.contractor} e on e.contractor_id = c.id
      cross join lateral (select ${suspendedInFile(told)} as suspended) f
      cross join lateral (
        select jsonb_object_agg(field, jsonb_build_array(was, is_now)) as fields from (values
          ('contractor_name', c.name, s.contractor_name),
          ('contractor_status', ${word(sql`coalesce(e.holds, false)`, 'suspended')},
            ${word(sql`case when e.by_office or f.suspended is null then coalesce(e.holds, false) else f.suspended end`, 'suspended')})
        ) as v (field, was, is_now) where was is distinct from is_now
      ) d
    where s.first_of_contractor and s.outcome = 'accepted' and d.fields is not null`.execute(connection);
}

/** A permit that was renewed here keeps its term; a file that knows neither that term nor the one before is told so. */
async function warnOfTerms(connection: Connection): Promise<void> {
  const found = sql`select s.line, s.valid_until::text as said, t.valid_until::text as kept
    from staged s join permits p on p.year = s.permit_year and p.number = s.permit_number
      join ${renewed} t on t.permit_id = p.id
    where s.outcome = 'accepted' and s.valid_until <> t.valid_until and s.valid_until <> p.valid_until`;
  await remarkLines(connection, { kind: 'warned', code: 'renewed-here', column: 'valid_until' }, found);
}

async function warnOfWithdrawn(connection: Connection): Promise<void> {
  const found = sql`select s.line, s.status as said, ${word(sql`e.holds`, 'withdrawn')} as kept
    from staged s join permits p on p.year = s.permit_year and p.number = s.permit_number
      join ${lastEvents.permit} e on e.permit_id = p.id
    where s.outcome = 'accepted' and e.by_office and (s.status = 'withdrawn') <> e.holds`;
  await remarkLines(connection, { kind: 'warned', code: 'decided-here', column: 'status' }, found);
}

async function warnOfSuspended(connection: Connection): Promise<void> {
  const found = sql`select s.line, s.contractor_status as said, ${word(sql`e.holds`, 'suspended')} as kept
    from staged s join contractors c on c.number = s.contractor_number
      join ${lastEvents.contractor} e on e.contractor_id = c.id
    where s.outcome = 'accepted' and e.by_office and (s.contractor_status = 'suspended') <> e.holds`;
  await remarkLines(
    connection,
    { kind: 'warned', code: 'contractor-decided-here', column: 'contractor_status' },
    found,
  );
}

/** Counts what differs. To be asked before anything is written. */
export async function countDifference(connection: Connection): Promise<Difference> {
  const { rows } = await sql<Omit<Difference, 'unchanged' | 'fields'> & { known: number }>`
    with known as (
      select count(*) as known, count(d.line) as changed
      from staged s
        join permits p on p.year = s.permit_year and p.number = s.permit_number
        left join (select line from differing) d on d.line = s.line
      where s.outcome = 'accepted'
    )
    select known.known, known.changed,
      (select count(*) from staged where outcome = 'accepted') - known.known as added,
      (select count(*) from permits p where not exists (
        select from staged s where s.permit_year = p.year and s.permit_number = p.number)) as missing,
      (select count(*) from staged s where s.first_of_contractor and s.outcome = 'accepted'
        and not exists (select from contractors c where c.number = s.contractor_number)) as "addedContractors",
      (select count(*) from differing_contractors) as "changedContractors"
    from known`.execute(connection);
  const counts = rows[0];
  if (!counts) throw new Error('The difference could not be counted');
  const { rows: fields } = await sql<{ field: string; count: number }>`
    select field, count(*) from (
      select jsonb_object_keys(fields) as field from differing
      union all select jsonb_object_keys(fields) from differing_contractors) as each
    group by field order by field`.execute(connection);
  const { known, ...rest } = counts;
  return {
    ...rest,
    unchanged: known - rest.changed,
    fields: Object.fromEntries(fields.map(({ field, count }) => [field, count])),
  };
}

/** Some permits of the register that the file does not have, the newest first. */
export async function firstMissing(
  connection: Connection,
  most: number,
): Promise<{ permitYear: string; permitNumber: string }[]> {
  const { rows } = await sql<{ permitYear: string; permitNumber: string }>`
    select p.year::text as "permitYear", p.number::text as "permitNumber" from permits p
    where not exists (select from staged s where s.permit_year = p.year and s.permit_number = p.number)
    order by p.year desc, p.number desc limit ${most}`.execute(connection);
  return rows;
}
