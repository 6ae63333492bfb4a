import { sql } from 'kysely';
import { permitColumns } from './compare.store.ts';
import type { Difference } from './compare.store.ts';
import type { Connection, LineCounts } from './staged.store.ts';

/** An import as it was recorded. */
export type Import = {
  id: number;
  file: string;
  sha256: string;
  by: string;
  at: Date;
  counts: LineCounts & Difference;
  undoneBy: string | null;
  undoneAt: Date | null;
};

const columns = sql`id, file, sha256, imported_by as by, imported_at as at, counts, undone_by as "undoneBy",
  undone_at as "undoneAt"`;

/** Imports, the newest first, before one of them. */
export async function listImports(
  connection: Connection,
  { before, limit }: { before: number | null; limit: number },
): Promise<Import[]> {
  const earlier = before === null ? sql`` : sql`where id < ${before}::bigint`;
  const { rows } =
    await sql<Import>`select ${columns} from register_imports ${earlier} order by id desc limit ${limit}`.execute(
      connection,
    );
  return rows;
}

/** The import of this number, and whether it is the last one that stands. */
export async function findImport(
  connection: Connection,
  id: number,
): Promise<{ import: Import; isLast: boolean } | null> {
  const { rows } = await sql<
    Import & { isLast: boolean }
  >`select ${columns}, undone_at is null and not exists (
      select from register_imports l where l.id > ${id}::bigint and l.undone_at is null) as "isLast"
    from register_imports where id = ${id}::bigint`.execute(connection);
  const [row] = rows;
  if (row === undefined) return null;
  const { isLast, ...record } = row;
  return { import: record, isLast };
}

/** The import of this number, held until the transaction ends. */
export async function lockImport(trx: Connection, id: number): Promise<Import | null> {
  const { rows } =
    await sql<Import>`select ${columns} from register_imports where id = ${id} for update`.execute(trx);
  return rows[0] ?? null;
}

/** What was built on an import, so that it cannot be undone. Numbers of permits as `287 / 2026`. */
export type BuiltOn =
  | { kind: 'application'; reference: string; permit: string }
  | { kind: 'term'; permit: string }
  | { kind: 'decision'; permit: string }
  | { kind: 'contractor-decision'; contractor: number }
  | { kind: 'import'; id: number };

/** How many things of each kind are told; one is enough to refuse. */
const mostTold = 20;

/** What was built on the permits and contractors that an import added or changed. */
export async function findBuiltOn(trx: Connection, importId: number): Promise<BuiltOn[]> {
  // Permits that it touched in any way, and the contractors.
  await sql`create temp table touched on commit drop as
    select id, year, number from permits where import_id = ${importId}
    union select p.id, p.year, p.number from register_changes r join permits p on p.id = r.permit_id where r.import_id = ${importId}
    union select p.id, p.year, p.number from permit_events e join permits p on p.id = e.permit_id where e.import_id = ${importId}`.execute(
    trx,
  );
  await sql`create temp table touched_contractors on commit drop as
    select id, number from contractors where import_id = ${importId}
    union select c.id, c.number from register_changes r join contractors c on c.id = r.contractor_id where r.import_id = ${importId}
    union select c.id, c.number from contractor_events e join contractors c on c.id = e.contractor_id where e.import_id = ${importId}`.execute(
    trx,
  );
  await sql`analyze touched`.execute(trx);
  await sql`analyze touched_contractors`.execute(trx);
  const permit = sql`t.number || ' / ' || t.year`;
  const ask = async <Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> =>
    (await query.execute(trx)).rows;
  // The subject as `permitSubject` writes it.
  const applications = await ask(sql<BuiltOn>`select 'application' as kind, a.reference, ${permit} as permit
    from applications a join touched t on a.subject = 'permit:' || t.year || '/' || t.number
    order by a.id limit ${mostTold}`);
  const terms = await ask(sql<BuiltOn>`select distinct 'term' as kind, ${permit} as permit
    from permit_terms x join touched t on t.id = x.permit_id limit ${mostTold}`);
  const decisions = await ask(sql<BuiltOn>`select distinct 'decision' as kind, ${permit} as permit
    from permit_events e join touched t on t.id = e.permit_id
    where e.import_id is null and e.recorded_at > (select imported_at from register_imports where id = ${importId})
    limit ${mostTold}`);
  const contractorDecisions =
    await ask(sql<BuiltOn>`select distinct 'contractor-decision' as kind, t.number as contractor
    from contractor_events e join touched_contractors t on t.id = e.contractor_id
    where e.import_id is null and e.recorded_at > (select imported_at from register_imports where id = ${importId})
    limit ${mostTold}`);
  // A later file was held against what this one left: what it found unchanged relies on it too.
  const imports = await ask(sql<BuiltOn>`select 'import' as kind, id from register_imports
    where id > ${importId} and undone_at is null order by id limit ${mostTold}`);
  return [...applications, ...terms, ...decisions, ...contractorDecisions, ...imports];
}

/** Takes an import back: what it changed is as before, what it added is gone. To be done in one transaction. */
export async function takeBack(trx: Connection, importId: number, by: string): Promise<void> {
  await sql`delete from permit_events where import_id = ${importId}`.execute(trx);
  await sql`delete from contractor_events where import_id = ${importId}`.execute(trx);
  const names = ['contractor_id', ...permitColumns.map(({ of }) => of)];
  await sql`update permits p set ${sql.join(names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`b.${name}`)}`))}
    from register_changes r cross join lateral jsonb_populate_record(null::permits, r.before) b
    where r.import_id = ${importId} and p.id = r.permit_id`.execute(trx);
  await sql`update contractors c set name = r.before->>'name' from register_changes r
    where r.import_id = ${importId} and c.id = r.contractor_id`.execute(trx);
  await sql`delete from register_changes where import_id = ${importId}`.execute(trx);
  await sql`delete from permits where import_id = ${importId}`.execute(trx);
  await sql`delete from contractors where import_id = ${importId}`.execute(trx);
  await sql`update register_imports set undone_by = ${by}, undone_at = moment() where id = ${importId}`.execute(
    trx,
  );
}
