import { sql } from 'kysely';
import { copyInto, copyLine } from '../../../platform/db/copy.ts';
import { columnNames } from './columns.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../../platform/db/schema.ts';
import type { Column } from './columns.ts';
import type { JudgedLine } from './judge-line.ts';
import type { Remark } from './remarks.ts';

/** The connection of one import: its tables are temporary, and nobody else's. */
export type Connection = Kysely<Schema>;

/** Makes the tables in which the lines of one file wait; empty when the connection had some before. */
export async function makeStage(connection: Connection): Promise<void> {
  await dropStage(connection);
  await sql`create temp table staged (
    line int not null,
    outcome text not null,
    duplicate_of int,
    first_of_contractor boolean not null,
    remarks jsonb,
    contractor_number bigint,
    contractor_name text,
    contractor_status text,
    permit_number bigint,
    permit_year smallint,
    permit_type text,
    location text,
    utility_owner text,
    issued_on date,
    valid_from date,
    valid_until date,
    status text,
    phone text,
    reminders text
  )`.execute(connection);
  // What would differ in the register: of a permit with its line, and of a contractor.
  await sql`create temp table differing (line int not null, permit_id bigint not null, fields jsonb not null)`.execute(
    connection,
  );
  await sql`create temp table differing_contractors (contractor_id bigint not null, number bigint not null,
    fields jsonb not null)`.execute(connection);
}

/** Removes them. */
export async function dropStage(connection: Connection): Promise<void> {
  await sql`drop table if exists staged, differing, differing_contractors`.execute(connection);
}

const copied = ['line', 'outcome', 'first_of_contractor', 'remarks', ...columnNames];

/** A judged line as COPY takes it. */
export function stagedLine({ line, outcome, firstOfContractor, remarks, values }: JudgedLine): string {
  return copyLine([
    line,
    outcome,
    firstOfContractor,
    remarks.length === 0 ? null : JSON.stringify(remarks),
    values.contractor_number,
    values.contractor_name,
    values.contractor_status,
    values.permit_number,
    values.permit_year,
    values.permit_type,
    values.location,
    values.utility_owner,
    values.issued_on,
    values.valid_from,
    values.valid_until,
    values.status,
    values.phone,
    values.reminders,
  ]);
}

/** Puts judged lines, as `stagedLine` made them, into the stage. */
export function stage(connection: Connection, lines: string): Promise<void> {
  return copyInto(connection, 'staged', copied, lines);
}

/**
 * Settles permits that more than one accepted line is about: lines that say the same are one, those that disagree are all
 * refused.
 */
export async function settleRepeated(
  connection: Connection,
  repeated: readonly { permitYear: string; permitNumber: string }[],
): Promise<void> {
  if (repeated.length === 0) return;
  await sql`create temp table repeated (permit_year smallint, permit_number bigint)`.execute(connection);
  const lines = repeated.map(({ permitYear, permitNumber }) => copyLine([permitYear, permitNumber]));
  await copyInto(connection, 'repeated', ['permit_year', 'permit_number'], lines.join(''));
  await sql`analyze repeated`.execute(connection);
  // The first column, in our order, in which the lines of a permit differ; null when they differ in none.
  const differs = (column: Column) =>
    sql`when count(distinct ${sql.ref(column)}) + (count(*) > count(${sql.ref(column)}))::int > 1 then ${sql.lit(column)}`;
  const told = columnNames.filter((column) => column !== 'permit_year' && column !== 'permit_number');
  await sql`create temp table settled as
    select permit_year, permit_number, min(line) as first, max(line) as last,
      case ${sql.join(told.map(differs), sql` `)} end as differing
    from staged join repeated using (permit_year, permit_number)
    where outcome = 'accepted' group by permit_year, permit_number`.execute(connection);
  await sql`update staged s set outcome = 'duplicate', duplicate_of = t.first, remarks = null
    from settled t where t.permit_year = s.permit_year and t.permit_number = s.permit_number
      and s.outcome = 'accepted' and t.differing is null and s.line <> t.first`.execute(connection);
  await refuseDisagreeing(connection, told);
  await sql`drop table repeated, settled`.execute(connection);
}

/**
 * Refuses the lines of permits about which lines disagree. In the column where they do each line differs from some other;
 * it is told what that one says.
 */
async function refuseDisagreeing(connection: Connection, told: readonly Column[]): Promise<void> {
  const valueOf = (row: string) =>
    sql`case t.differing ${sql.join(
      told.map((column) => sql`when ${sql.lit(column)} then ${sql.ref(`${row}.${column}`)}::text`),
      sql` `,
    )} end`;
  const { rows } = await sql`update staged s set outcome = 'refused',
      remarks = coalesce(s.remarks, '[]') || jsonb_build_array(jsonb_build_object('kind', 'refused', 'code', 'lines-disagree',
        'column', t.differing, 'from', ${valueOf('s')}, 'to', other.value))
    from settled t cross join lateral (
      select coalesce(${valueOf('o')}, '') as value, o.line from staged o
      where o.permit_year = t.permit_year and o.permit_number = t.permit_number and o.outcome = 'accepted'
    ) other
    where t.differing is not null and t.permit_year = s.permit_year and t.permit_number = s.permit_number
      and s.outcome = 'accepted' and other.line <> s.line
      and coalesce(${valueOf('s')}, '') <> other.value returning s.line`.execute(connection);
  if (rows.length === 0) return;
  // A contractor whose first line is gone is named by the next one.
  await sql`update staged s set first_of_contractor = true from (
      select min(line) as line from staged where outcome = 'accepted' and contractor_number in
        (select contractor_number from staged where first_of_contractor and outcome <> 'accepted')
      group by contractor_number) next
    where s.line = next.line`.execute(connection);
}

/** Adds a remark to the lines that a query finds: rows of `line`, what it `said`, and what was `kept` instead. */
export function remarkLines(
  connection: Connection,
  remark: Pick<Remark, 'kind' | 'code' | 'column'>,
  found: ReturnType<typeof sql>,
): Promise<unknown> {
  return sql`update staged s set remarks = coalesce(s.remarks, '[]') || jsonb_build_array(jsonb_build_object(
      'kind', ${remark.kind}::text, 'code', ${remark.code}::text, 'column', ${remark.column}::text,
      'from', found.said, 'to', found.kept))
    from (${found}) as found where found.line = s.line`.execute(connection);
}

/** How many lines came to what. */
export type LineCounts = {
  rows: number;
  accepted: number;
  duplicate: number;
  refused: number;
  healed: number;
  warned: number;
};

/** Counts the lines by what came of them; `healed` and `warned` are accepted lines with such a remark. */
export async function countLines(connection: Connection): Promise<LineCounts> {
  const withRemark = (kind: string) =>
    sql`count(*) filter (where outcome = 'accepted' and remarks @> ${JSON.stringify([{ kind }])}::jsonb)`;
  const of = (outcome: string) => sql`count(*) filter (where outcome = ${sql.lit(outcome)})`;
  const { rows } = await sql<LineCounts>`select count(*) as rows, ${of('accepted')} as accepted,
    ${of('duplicate')} as duplicate, ${of('refused')} as refused, ${withRemark('healed')} as healed,
    ${withRemark('warned')} as warned from staged`.execute(connection);
  return rows[0] ?? { rows: 0, accepted: 0, duplicate: 0, refused: 0, healed: 0, warned: 0 };
}

/** One line as the report tells it. */
export type ReportedLine = {
  line: number;
  outcome: 'accepted' | 'duplicate' | 'refused';
  duplicateOf: number | null;
  remarks: Remark[];
  values: Record<Column, string | null>;
  /** What it would change: field by field, `[before, after]`; `null` for a line that brings a new permit. */
  changes: Record<string, [string | null, string | null]> | null;
};

const linesAtATime = 5000;

/** Every line of the stage in the order of the file, some thousand at a time. */
export async function* readStaged(
  connection: Connection,
  options: { importId: number | null; notableOnly: boolean },
): AsyncGenerator<ReportedLine[]> {
  await sql`create index if not exists staged_by_line on staged (line)`.execute(connection);
  await sql`create index if not exists differing_by_line on differing (line)`.execute(connection);
  const values = columnNames.map((column) => sql`${sql.lit(column)}, ${sql.ref(`s.${column}`)}::text`);
  for (let after = 0; ;) {
    const { rows } = await sql<ReportedLine>`
      select s.line, s.outcome, s.duplicate_of as "duplicateOf", coalesce(s.remarks, '[]') as remarks,
        jsonb_build_object(${sql.join(values)}) as values,
        case when s.outcome = 'accepted' and p.id is not null and p.import_id is distinct from ${options.importId}::bigint
          then coalesce(d.fields, '{}') || coalesce(dc.fields, '{}') end as changes
      from staged s
        left join permits p on p.year = s.permit_year and p.number = s.permit_number
        left join differing d on d.line = s.line
        left join differing_contractors dc on dc.number = s.contractor_number
      where s.line > ${after} ${options.notableOnly ? sql`and (s.remarks is not null or s.outcome = 'duplicate' or d.line is not null or dc.number is not null)` : sql``}
      order by s.line limit ${linesAtATime}`.execute(connection);
    if (rows.length > 0) yield rows;
    if (rows.length < linesAtATime) return;
    after = rows.at(-1)?.line ?? after;
  }
}
