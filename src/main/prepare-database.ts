import { sql } from 'kysely';
import { allSettings } from '../engine/settings/settings.ts';
import { demoPortalSettings } from '../engine/settings/portal-settings.ts';
import { seedPermits } from '../engine/registers/seed-permits.store.ts';
import { migrate } from '../platform/db/migrate.ts';
import { prepareJobs } from '../platform/jobs/jobs.ts';
import { sendMessageQueue } from '../engine/notifications/queue.ts';
import { sweepQueue } from '../engine/retention/sweep.ts';
import type { Transaction } from 'kysely';
import type { Service } from '../engine/define/define-service.ts';
import type { Database } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.ts';

/** The folder of the migrations. */
export const migrationsFolder = new URL('../../migrations/', import.meta.url).pathname;

/** Brings the database to this version of the program: its tables, and the queues of its jobs. */
export async function migrateDatabase(db: Database): Promise<string[]> {
  const { applied } = await migrate(db, migrationsFolder);
  await prepareJobs(db, [sendMessageQueue, sweepQueue]);
  return applied;
}

/**
 * Fills an empty database with the demo, and moves the dates of the demo's permits to today when they are of another
 * day. Processes that start together take turns.
 */
export async function seedDemo(db: Database, services: readonly Service[]): Promise<void> {
  await db.query.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('tajdeed demo'))`.execute(trx);
    const today = await readToday(trx);
    await seedSettings(trx, services, today);
    for (const service of services) await seedPermits(trx, service.demo.permits(today));
  });
}

/** Empties the database, applications and all, and fills it with the demo again. */
export async function resetDemo(db: Database, services: readonly Service[]): Promise<void> {
  await sql`truncate contractors, contractor_events, permits, permit_events, permit_terms, settings, drafts, sms_codes,
    screen_codes, spent_work, counters, applications, application_events, open_applications, status_views, messages,
    demo_phone restart identity cascade`.execute(db.query);
  await sql`update clock set shift = '0'`.execute(db.query);
  await seedDemo(db, services);
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
  for (const key of allSettings(services).keys())
    await trx
      .insertInto('settings')
      .values({ key, valid_from: since, value: JSON.stringify(values.get(key)), set_by: 'demo' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}
