import { sql } from 'kysely';
import { ConfigError } from './config.ts';
import { auditCheckpointQueue } from '../engine/audit/keep-checkpoint.ts';
import { record } from '../engine/audit/record.ts';
import { seedHistory } from '../engine/figures/demo-history.ts';
import { allSettings } from '../engine/settings/settings.ts';
import { demoPortalSettings } from '../engine/settings/portal-settings.ts';
import { seedPermits } from '../engine/registers/seed-permits.store.ts';
import { migrate } from '../platform/db/migrate.ts';
import { prepareJobs } from '../platform/jobs/jobs.ts';
import { keepPromisesQueue } from '../engine/applications/keep-promises.ts';
import { keepDeadlinesQueue } from '../engine/applications/keep-deadlines.ts';
import { settlePhonesQueue } from '../engine/phone-changes/settle-phone-changes.ts';
import { closeDaysQueue } from '../engine/figures/close-days.ts';
import { checkApplicationQueue } from '../engine/applications/make-application.ts';
import { tellDecisionQueue } from '../engine/applications/tell-decision.ts';
import { issueDocumentQueue } from '../engine/documents/prepare-document.ts';
import { withdrawalListQueue } from '../engine/documents/withdrawal-list.ts';
import { answerSmsQueue } from '../engine/inbox/question.ts';
import { sendDueQueue, sendMessageQueue } from '../engine/notifications/queue.ts';
import { eraseKeptQueue } from '../engine/retention/erase-kept.ts';
import { remindQueue } from '../engine/reminders/reminder.ts';
import { sweepQueue } from '../engine/retention/sweep.ts';
import { registerTaskQueue } from '../engine/registers/tasks/queue.ts';
import { countPeople, seedPeople } from '../engine/staff/demo-people.ts';
import type { Origin } from '../engine/audit/record.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Service } from '../engine/define/define-service.ts';
import type { Database } from '../platform/db/database.ts';
import type { Queue } from '../platform/jobs/jobs.ts';
import type { Schema } from '../platform/db/schema.ts';

/** The folder of the migrations. */
export const migrationsFolder = new URL('../../migrations/', import.meta.url).pathname;

/** Brings the database to this version of the program: its tables, and the queues of its jobs. */
export async function migrateDatabase(db: Database): Promise<string[]> {
  const { applied } = await migrate(db, migrationsFolder);
  await alone(db, () => prepareJobs(db, queues));
  return applied;
}

/** A register, or a key, may be away for longer than any number of tries: whoever applied meanwhile still waits for it. */
const queues: Queue[] = [
  { name: sendMessageQueue },
  { name: sendDueQueue },
  { name: answerSmsQueue },
  { name: checkApplicationQueue, patient: true },
  { name: tellDecisionQueue },
  { name: sweepQueue },
  { name: auditCheckpointQueue },
  { name: keepPromisesQueue },
  { name: keepDeadlinesQueue },
  { name: eraseKeptQueue },
  { name: settlePhonesQueue },
  { name: registerTaskQueue, hours: 12 },
  { name: issueDocumentQueue, patient: true },
  { name: closeDaysQueue },
  { name: remindQueue, hours: 1 },
  { name: withdrawalListQueue, hours: 1 },
];

/** Processes that start together take turns: the library of the jobs takes no lock of its own while it makes its tables. */
async function alone(db: Database, work: () => Promise<void>): Promise<void> {
  // It has one process, and one connection, which the work needs.
  if (db.kind === 'embedded') return work();
  await db.query.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection);
    await sql`select pg_advisory_lock(hashtext('tajdeed jobs'))`.execute(connection);
    try {
      await work();
    } finally {
      await sql`select pg_advisory_unlock(hashtext('tajdeed jobs'))`.execute(connection);
      await sql`reset statement_timeout`.execute(connection);
    }
  });
}

/**
 * Fills an empty database with the demo, and moves the dates of the demo's permits to today when they are of another
 * day. Processes that start together take turns.
 */
export async function seedDemo(db: Database, services: readonly Service[]): Promise<void> {
  await db.query.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('tajdeed demo'))`.execute(trx);
    await assertDemo(trx);
    const today = await readToday(trx);
    await seedSettings(trx, services, today);
    await seedPeople(trx);
    for (const service of services) await seedPermits(trx, service.demo.permits(today));
  });
}

/** What a new demo keeps; the words of names are emptied by a trigger, with the names. */
const keptTables = [
  'migrations',
  'clock',
  'audit',
  'audit_inbox',
  'document_keys',
  'figures_closed',
  'contractor_words',
];

/** Empties the database, applications and all, and fills it with the demo again. The audit stays, and says so. */
export async function resetDemo(db: Database, services: readonly Service[], origin: Origin): Promise<void> {
  await assertDemo(db.query);
  const { rows } = await sql<{ tables: string }>`
    select string_agg(quote_ident(tablename), ', ') as tables from pg_tables
    where schemaname = 'public' and tablename <> all(${keptTables})`.execute(db.query);
  await sql`truncate ${sql.raw(rows[0]?.tables ?? '')} restart identity cascade`.execute(db.query);
  await sql`update figures_closed set until = null`.execute(db.query);
  await sql`update clock set shift = '0'`.execute(db.query);
  await seedDemo(db, services);
  await record(db.query, { ...origin, action: 'demo.reset', subject: 'demo' });
}

/** Gives the demo its past: applications that were decided in the last weeks, where there is no application yet. */
export async function seedPast(db: Database, services: readonly Service[]): Promise<void> {
  await db.query.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('tajdeed demo'))`.execute(trx);
    await seedHistory(trx, services, await readToday(trx));
  });
}

/** A database in which a city has set its own settings, and no demo was, gets no made-up data. */
async function assertDemo(db: Kysely<Schema>): Promise<void> {
  const settings = await db.selectFrom('settings').select('set_by').distinct().execute();
  if (settings.length > 0 && !settings.some((each) => each.set_by === 'demo'))
    throw new ConfigError(
      'DATABASE_URL leads to a database with a city’s own settings: the demo would mix made-up data into it.',
    );
}

/** People of the demo have a password that everybody knows: where they are, nobody else's data may be. */
export async function assertNoDemoPeople(db: Database): Promise<void> {
  const { demo } = await countPeople(db.query);
  if (demo > 0)
    throw new ConfigError(
      `DATABASE_URL leads to a database of the demo: ${demo} people in it have a password that everybody knows.`,
    );
}

async function readToday(trx: Transaction<Schema>): Promise<Temporal.PlainDate> {
  const { rows } = await sql<{
    today: string;
  }>`select (moment() at time zone 'Asia/Amman')::date as today`.execute(trx);
  return Temporal.PlainDate.from(rows[0]?.today ?? '');
}

/** The demo's settings, from the first day of the year before, so that a rule has held for a while. */
async function seedSettings(
  trx: Transaction<Schema>,
  services: readonly Service[],
  today: Temporal.PlainDate,
): Promise<void> {
  const since = today.with({ month: 1, day: 1 }).subtract({ years: 1 }).toString();
  const values = new Map<string, unknown>(Object.entries(demoPortalSettings));
  for (const service of services)
    for (const [name, value] of Object.entries(service.demo.settings))
      values.set(`${service.slug}.${name}`, value);
  // Words of messages need none: as long as none are set, those of the service's definition hold.
  const keys = [...allSettings(services).keys()].filter((key) => values.has(key));
  const rows = keys.map((key) => ({
    key,
    valid_from: since,
    value: JSON.stringify(values.get(key)),
    set_by: 'demo',
  }));
  await trx
    .insertInto('settings')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
