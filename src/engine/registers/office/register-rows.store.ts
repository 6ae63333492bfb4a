import { sql } from 'kysely';
import { readEvent, stateOf } from '../../applications/application.ts';
import type { Kysely, RawBuilder } from 'kysely';
import type { Schema } from '../../../platform/db/schema.ts';
import type { StoredEvent } from '../../applications/application.ts';
import type { RegisterTerm } from '../register-source.ts';
import type { ApplicationLine, ContractorRow, PermitRecord, StopEvent, Touch } from './register-rows.ts';

/** Which of the two a row is of. */
export type RowKind = 'permit' | 'contractor';

const suspendedOn = sql`(select case kind when 'suspended' then day end from contractor_events
  where contractor_id = c.id order by id desc limit 1)`;

/** A contractor, of the table `c`. */
export const contractorColumns = sql`c.id, c.number, c.name, ${suspendedOn} as "suspendedOn"`;

/** A permit, of `permitTables`. */
export const permitColumns = sql`p.id, p.number, p.year, p.type, p.location, p.utility_owner as "utilityOwner",
  p.issued_on as "issuedOn", p.phone, coalesce(t.ordinal, 1) as term, coalesce(t.valid_from, p.valid_from) as "validFrom",
  coalesce(t.valid_until, p.valid_until) as "validUntil", p.import_id as "importId",
  (select case kind when 'withdrawn' then day end from permit_events where permit_id = p.id order by id desc limit 1)
    as "withdrawnOn",
  jsonb_build_object('id', c.id, 'number', c.number, 'name', c.name, 'suspendedOn', ${suspendedOn}) as contractor`;

/** What hangs on a permit `p`: its contractor, and its last term. */
export const besidePermit = sql`join contractors c on c.id = p.contractor_id
  left join lateral (select ordinal, valid_from, valid_until from permit_terms where permit_id = p.id
    order by ordinal desc limit 1) t on true`;

/** The contractor of this id. */
export async function findContractor(db: Kysely<Schema>, id: number): Promise<ContractorRow | null> {
  const { rows } =
    await sql<ContractorRow>`select ${contractorColumns} from contractors c where c.id = ${id}::bigint`.execute(
      db,
    );
  return rows[0] ?? null;
}

/** The permit of this id. */
export async function findPermit(db: Kysely<Schema>, id: number): Promise<PermitRecord | null> {
  const { rows } =
    await sql<PermitRecord>`select ${permitColumns} from permits p ${besidePermit} where p.id = ${id}::bigint`.execute(
      db,
    );
  return rows[0] ?? null;
}

/** Permits of a contractor, the newest number first, behind one of them. */
export async function findPermitsOfContractor(
  db: Kysely<Schema>,
  contractorId: number,
  afterId: number | null,
  limit: number,
): Promise<PermitRecord[]> {
  const behind =
    afterId === null
      ? sql``
      : sql`and (p.year, p.number) < (select year, number from permits where id = ${afterId}::bigint)`;
  const { rows } = await sql<PermitRecord>`
    select ${permitColumns} from (select * from permits p where p.contractor_id = ${contractorId}::bigint ${behind}
      order by p.year desc, p.number desc limit ${limit}) p ${besidePermit}
    order by p.year desc, p.number desc`.execute(db);
  return rows;
}

/** The terms of a permit, the first one first, each with the reference of its application. */
export async function findTerms(
  db: Kysely<Schema>,
  permitId: number,
): Promise<(RegisterTerm & { reference: string | null })[]> {
  const { rows } = await sql<RegisterTerm & { reference: string | null }>`
    select 1 as ordinal, valid_from as from, valid_until as until, null::bigint as "applicationId", null as reference
      from permits where id = ${permitId}::bigint
    union all
    select t.ordinal, t.valid_from, t.valid_until, t.application_id, a.reference from permit_terms t
      left join applications a on a.id = t.application_id where t.permit_id = ${permitId}::bigint
    order by ordinal`.execute(db);
  return rows;
}

/** What was said of a permit or contractor, the newest first. */
export async function findStopEvents(db: Kysely<Schema>, of: RowKind, id: number): Promise<StopEvent[]> {
  const { rows } = await sql<StopEvent>`
    select id, kind, day, recorded_at as at, staff_name as by, given, reason as words, import_id as "importId"
    from ${eventsOf(of)} where ${idOf(of)} = ${id}::bigint order by id desc limit 100`.execute(db);
  return rows;
}

/** The table of the events of permits or contractors. */
export function eventsOf(of: RowKind): RawBuilder<unknown> {
  return sql.table(of === 'permit' ? 'permit_events' : 'contractor_events');
}

/** Its column that says whose they are. */
export function idOf(of: RowKind): RawBuilder<unknown> {
  return sql.ref(of === 'permit' ? 'permit_id' : 'contractor_id');
}

/** The imports that touched a permit or contractor, the newest first. */
export async function findTouches(db: Kysely<Schema>, of: RowKind, id: number): Promise<Touch[]> {
  const rowsOf = sql.table(of === 'permit' ? 'permits' : 'contractors');
  const { rows } = await sql<Touch>`
    select i.id as "importId", i.imported_at as at, i.file, touched.how, i.undone_at is not null as undone from (
      select import_id, 'added' as how from ${rowsOf} where id = ${id}::bigint
      union select import_id, 'changed' from register_changes where ${idOf(of)} = ${id}::bigint
      union select import_id, 'status' from ${eventsOf(of)} where ${idOf(of)} = ${id}::bigint
    ) touched join register_imports i on i.id = touched.import_id
    order by i.id desc, touched.how limit 50`.execute(db);
  return rows;
}

const applicationColumns = sql`a.id, a.reference, a.submitted_at as "submittedAt",
  (select jsonb_build_object('kind', kind, 'at', at, 'data', data) from application_events
    where application_id = a.id order by id desc limit 1) as last`;

type ApplicationRow = Omit<ApplicationLine, 'state'> & { last: StoredEvent };

function fromRow({ last, ...row }: ApplicationRow): ApplicationLine {
  return { ...row, state: stateOf([readEvent(last)]) };
}

/** The applications about these subjects, the newest first. */
export async function findApplicationsAbout(
  db: Kysely<Schema>,
  subjects: readonly string[],
): Promise<ApplicationLine[]> {
  const { rows } = await sql<ApplicationRow>`select ${applicationColumns} from applications a
    where a.subject = any(${subjects}::text[]) order by a.id desc limit 50`.execute(db);
  return rows.map(fromRow);
}

/** The applications in which a contractor's number was given, the newest first, before one of them. */
export async function findApplicationsOfContractor(
  db: Kysely<Schema>,
  number: number,
  beforeId: number | null,
  limit: number,
): Promise<ApplicationLine[]> {
  const before = beforeId === null ? sql`` : sql`and w.application_id < ${beforeId}::bigint`;
  // Their number is one of the words that they are found by: a range of its key, the newest first.
  const { rows } = await sql<ApplicationRow>`select ${applicationColumns}
    from application_words w join applications a on a.id = w.application_id
    where w.word = ${String(number)} and a.answers ->> 'contractorNumber' = ${String(number)} ${before}
    order by w.application_id desc limit ${limit}`.execute(db);
  return rows.map(fromRow);
}
