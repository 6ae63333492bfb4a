import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import type { Schema } from '../../../platform/db/schema.ts';
import type { AtWork, RegisterTask, TaskState } from './task.ts';

/** After so many seconds without a sign of life nobody is at work any more. */
const aliveSeconds = 20;

const isAlive = sql`coalesce(beat_at > moment() - make_interval(secs => ${sql.lit(aliveSeconds)}), false)`;

const columns = sql`id, kind, state, attempt, import_id as "importId", file, stored, size, options, header, problem, summary,
  samples, progress, reason, jsonb_build_object('id', staff_id, 'name', staff_name) as by, place,
  created_at as "createdAt", changed_at as "changedAt", ${isAlive} as alive`;

/** The task of this id. */
export async function findTask(db: Kysely<Schema>, id: number): Promise<RegisterTask | null> {
  const { rows } =
    await sql<RegisterTask>`select ${columns} from register_tasks where id = ${id}::bigint`.execute(db);
  return rows[0] ?? null;
}

/** The same, held until the transaction ends. */
export async function lockTask(trx: Kysely<Schema>, id: number): Promise<RegisterTask | null> {
  const { rows } =
    await sql<RegisterTask>`select ${columns} from register_tasks where id = ${id}::bigint for update`.execute(
      trx,
    );
  return rows[0] ?? null;
}

/** Tasks that are not over, or were begun within a day, the newest first. */
export async function findRecentTasks(db: Kysely<Schema>): Promise<RegisterTask[]> {
  const { rows } = await sql<RegisterTask>`select ${columns} from register_tasks
    where stored is not null or changed_at > moment() - interval '1 day' order by id desc limit 20`.execute(
    db,
  );
  return rows;
}

/** How many files wait. */
export async function countStored(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from register_tasks where stored is not null
    and state not in ('done', 'discarded')`.execute(db);
  return rows[0]?.count ?? 0;
}

/** What a new task begins with. */
export type NewTask = Pick<RegisterTask, 'kind' | 'importId' | 'file' | 'stored' | 'size' | 'reason'> & {
  state: 'to-check' | 'to-undo';
  staff: { id: number; name: string; place: string };
};

/** Adds a task; gives its id. */
export async function insertTask(trx: Kysely<Schema>, task: NewTask): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into register_tasks (kind, state, import_id, file, stored, size, reason, staff_id, staff_name, place)
    values (${task.kind}, ${task.state}, ${task.importId}::bigint, ${task.file}, ${task.stored}, ${task.size}::bigint,
      ${task.reason}, ${task.staff.id}::bigint, ${task.staff.name}, ${task.staff.place}) returning id`.execute(
    trx,
  );
  return rows[0]?.id ?? 0;
}

/** What of a task may change, beside its state. What is not named stays. */
export type TaskChange = Partial<
  Pick<RegisterTask, 'options' | 'header' | 'problem' | 'summary' | 'samples' | 'importId' | 'stored'>
> & { state?: TaskState; attempt?: number; by?: { id: number; name: string; place: string } };

/** Changes a task that its transaction holds, or that nobody else changes. */
export async function changeTask(db: Kysely<Schema>, id: number, change: TaskChange): Promise<void> {
  const json = (value: unknown) => sql`${value === null ? null : JSON.stringify(value)}::jsonb`;
  const set: RawBuilder<unknown>[] = [sql`changed_at = moment()`];
  const { by } = change;
  if (change.state !== undefined) set.push(sql`state = ${change.state}`, sql`progress = null`);
  if (change.attempt !== undefined) set.push(sql`attempt = ${change.attempt}::int`);
  if (change.importId !== undefined) set.push(sql`import_id = ${change.importId}::bigint`);
  if (change.stored !== undefined) set.push(sql`stored = ${change.stored}`);
  if (by) set.push(sql`staff_id = ${by.id}::bigint`, sql`staff_name = ${by.name}`, sql`place = ${by.place}`);
  for (const name of ['options', 'header', 'problem', 'summary', 'samples'] as const)
    if (change[name] !== undefined) set.push(sql`${sql.ref(name)} = ${json(change[name])}`);
  await sql`update register_tasks set ${sql.join(set)} where id = ${id}::bigint`.execute(db);
}

/** Says that the work failed by surprise; not of work that ended all the same. */
export async function failTask(db: Kysely<Schema>, id: number, during: AtWork): Promise<void> {
  const problem = JSON.stringify({ kind: 'failed', during });
  await sql`update register_tasks set state = 'failed', problem = ${problem}::jsonb, progress = null, changed_at = moment()
    where id = ${id}::bigint and state = ${during}`.execute(db);
}

const work: Record<'to-check' | 'to-import' | 'to-undo', string> = {
  'to-check': 'checking',
  'to-import': 'importing',
  'to-undo': 'undoing',
};

/**
 * Begins the work of a task, in one statement: of many who would, one does. Work whose worker is gone may be begun again. Null:
 * it is not to be begun, or by another attempt.
 */
export async function beginTask(
  db: Kysely<Schema>,
  id: number,
  attempt: number,
): Promise<RegisterTask | null> {
  const begun = sql`case state ${sql.join(
    Object.entries(work).map(([from, to]) => sql`when ${sql.lit(from)} then ${sql.lit(to)}`),
    sql` `,
  )} else state end`;
  const { rows } = await sql<RegisterTask>`update register_tasks set state = ${begun}, beat_at = moment(),
      progress = null, changed_at = moment()
    where id = ${id}::bigint and attempt = ${attempt}::int and (state in ('to-check', 'to-import', 'to-undo')
      or (state in ('checking', 'importing', 'undoing') and not ${isAlive}))
    returning ${columns}`.execute(db);
  return rows[0] ?? null;
}

/** A sign of life from whoever is at work, with how far they are. */
export async function beat(
  db: Kysely<Schema>,
  id: number,
  progress: RegisterTask['progress'],
): Promise<void> {
  await sql`update register_tasks set beat_at = moment(), progress = ${progress && JSON.stringify(progress)}::jsonb
    where id = ${id}::bigint and state in ('checking', 'importing', 'undoing', 'done')`.execute(db);
}

/** Files whose time is over: of work that nobody went on with for a day, or that ended a day ago. */
export async function findOldFiles(
  db: Kysely<Schema>,
): Promise<{ id: number; stored: string; state: TaskState }[]> {
  const { rows } = await sql<{
    id: number;
    stored: string;
    state: TaskState;
  }>`select id, stored, state from register_tasks
    where stored is not null and changed_at < moment() - interval '1 day'
      and not (state in ('checking', 'importing') and ${isAlive})`.execute(db);
  return rows;
}

/** The files that tasks know. */
export async function findStoredNames(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{
    stored: string;
  }>`select stored from register_tasks where stored is not null`.execute(db);
  return rows.map(({ stored }) => stored);
}
