import { sql } from 'kysely';
import { permitColumns } from './compare.store.ts';
import type { LineCounts, Connection } from './staged.store.ts';
import type { Difference, Told } from './compare.store.ts';

/** What is recorded of an import. */
export type ImportRecord = { file: string; sha256: string; by: string; counts: LineCounts & Difference };

/** How many lines are written by one statement: between them progress is told. */
const linesAtATime = 100_000;

/** Only one import at a time, in every process: `false` when another is at work. The lock ends with the connection. */
export async function lockImports(connection: Connection): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`
    select pg_try_advisory_lock(hashtext('tajdeed register import')) as got`.execute(connection);
  return rows[0]?.got === true;
}

/** Lets others import again. */
export async function unlockImports(connection: Connection): Promise<void> {
  await sql`select pg_advisory_unlock(hashtext('tajdeed register import'))`.execute(connection);
}

/** Writes what the stage has into the register. To be done in one transaction, after comparing. Returns its number. */
export async function merge(
  trx: Connection,
  record: ImportRecord,
  told: Told,
  progress: (lines: number) => void,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into register_imports (file, sha256, imported_by, counts)
    values (${record.file}, ${record.sha256}, ${record.by}, ${JSON.stringify(record.counts)}::jsonb) returning id`.execute(
    trx,
  );
  const importId = rows[0]?.id ?? 0;
  await mergeContractors(trx, importId, told);
  if (record.counts.changed > 0) await changePermits(trx, importId, told);
  if (record.counts.added > 0) await addPermits(trx, importId, told, progress);
  if (told.columns.has('status')) await addPermitEvents(trx, importId);
  return importId;
}

async function mergeContractors(trx: Connection, importId: number, told: Told): Promise<void> {
  await sql`insert into contractors (number, name, import_id)
    select contractor_number, contractor_name, ${importId}::bigint from staged
    where first_of_contractor and outcome = 'accepted'
    on conflict (number) do nothing`.execute(trx);
  await sql`insert into register_changes (import_id, contractor_id, before)
    select ${importId}::bigint, c.id, jsonb_build_object('name', c.name)
    from differing_contractors d join contractors c on c.id = d.contractor_id
    where d.fields ? 'contractor_name'`.execute(trx);
  await sql`update contractors c set name = d.fields->'contractor_name'->>1 from differing_contractors d
    where d.contractor_id = c.id and d.fields ? 'contractor_name'`.execute(trx);
  const day = sql`(moment() at time zone 'Asia/Amman')::date`;
  await sql`insert into contractor_events (contractor_id, kind, day, reason, import_id)
    select contractor_id, case fields->'contractor_status'->>1 when 'suspended' then 'suspended' else 'reinstated' end,
      ${day}, '', ${importId}::bigint
    from differing_contractors where fields ? 'contractor_status'`.execute(trx);
  if (!told.anySuspended) return;
  await sql`insert into contractor_events (contractor_id, kind, day, reason, import_id)
    select c.id, 'suspended', ${day}, '', ${importId}::bigint
    from suspended_in_file f join contractors c on c.number = f.number
    where c.import_id = ${importId}::bigint`.execute(trx);
}

async function changePermits(trx: Connection, importId: number, { columns }: Told): Promise<void> {
  const ours = permitColumns.filter(({ column }) => columns.has(column));
  const before = permitColumns.map(({ of }) => sql`${sql.lit(of)}, ${sql.ref(`p.${of}`)}`);
  // A change of status is an event, not a change of the row.
  await sql`insert into register_changes (import_id, permit_id, before)
    select ${importId}::bigint, p.id, jsonb_build_object('contractor_id', p.contractor_id, ${sql.join(before)})
    from differing d join permits p on p.id = d.permit_id where d.fields - 'status' <> '{}'`.execute(trx);
  const set = ours.map(({ of, value, isTerm }) => {
    const kept = sql`exists (select from permit_terms t where t.permit_id = p.id)`;
    return sql`${sql.ref(of)} = ${isTerm ? sql`case when ${kept} then ${sql.ref(`p.${of}`)} else ${value} end` : value}`;
  });
  await sql`update permits p set ${sql.join([sql`contractor_id = c.id`, ...set])}
    from differing d join staged s on s.line = d.line join contractors c on c.number = s.contractor_number
    where d.permit_id = p.id and d.fields - 'status' <> '{}'`.execute(trx);
}

async function addPermits(
  trx: Connection,
  importId: number,
  { columns }: Told,
  progress: (lines: number) => void,
): Promise<void> {
  const ours = permitColumns.filter(({ column }) => columns.has(column));
  const { rows } = await sql<{ last: number }>`select coalesce(max(line), 0) as last from staged`.execute(
    trx,
  );
  const last = rows[0]?.last ?? 0;
  for (let after = 0; after < last; after += linesAtATime) {
    await sql`insert into permits (contractor_id, number, year, import_id, ${sql.join(ours.map(({ of }) => sql.ref(of)))})
      select c.id, s.permit_number, s.permit_year, ${importId}::bigint, ${sql.join(ours.map(({ value }) => value))}
      from staged s join contractors c on c.number = s.contractor_number
      where s.outcome = 'accepted' and s.line > ${after} and s.line <= ${after + linesAtATime}
        and not exists (select from permits p where p.year = s.permit_year and p.number = s.permit_number)
      on conflict (year, number) do nothing`.execute(trx);
    progress(Math.min(last, after + linesAtATime));
  }
}

async function addPermitEvents(trx: Connection, importId: number): Promise<void> {
  const day = sql`(moment() at time zone 'Asia/Amman')::date`;
  await sql`insert into permit_events (permit_id, kind, day, reason, import_id)
    select permit_id, case fields->'status'->>1 when 'withdrawn' then 'withdrawn' else 'restored' end, ${day}, '',
      ${importId}::bigint
    from differing where fields ? 'status'`.execute(trx);
  await sql`insert into permit_events (permit_id, kind, day, reason, import_id)
    select p.id, 'withdrawn', ${day}, '', ${importId}::bigint
    from staged s join permits p on p.year = s.permit_year and p.number = s.permit_number
    where s.outcome = 'accepted' and s.status = 'withdrawn' and p.import_id = ${importId}::bigint`.execute(
    trx,
  );
}
