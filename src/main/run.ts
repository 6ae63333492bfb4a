import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { AuditKeyError } from '../engine/audit/audit-key.ts';
import { auditCheckpointQueue, keepCheckpoint } from '../engine/audit/keep-checkpoint.ts';
import { checkApplication } from '../engine/applications/check-application.ts';
import { keepDeadlines, keepDeadlinesQueue } from '../engine/applications/keep-deadlines.ts';
import { keepPromises, keepPromisesQueue } from '../engine/applications/keep-promises.ts';
import { checkApplicationQueue } from '../engine/applications/make-application.ts';
import { tellDecision, tellDecisionQueue } from '../engine/applications/tell-decision.ts';
import { checkTemplates } from '../engine/documents/check-templates.ts';
import { issueDocument } from '../engine/documents/issue-document.ts';
import { issueDocumentQueue } from '../engine/documents/prepare-document.ts';
import { keepWithdrawalList } from '../engine/documents/keep-withdrawal-list.ts';
import { withdrawalListQueue } from '../engine/documents/withdrawal-list.ts';
import { closeDays, closeDaysQueue } from '../engine/figures/close-days.ts';
import { raiseAlarm } from '../engine/notifications/raise-alarm.ts';
import { checkServices } from '../engine/define/check-services.ts';
import { startMessages } from './start-messages.ts';
import { remind } from '../engine/reminders/remind.ts';
import { remindQueue } from '../engine/reminders/reminder.ts';
import { doTask } from '../engine/registers/tasks/do-task.ts';
import { settlePhoneChanges, settlePhonesQueue } from '../engine/phone-changes/settle-phone-changes.ts';
import { registerTaskQueue } from '../engine/registers/tasks/queue.ts';
import { seedQueue } from '../engine/review/demo-queue.ts';
import { eraseKept, eraseKeptQueue } from '../engine/retention/erase-kept.ts';
import { sweep, sweepQueue } from '../engine/retention/sweep.ts';
import { openSettings } from '../engine/settings/settings.ts';
import { openDatabase } from '../platform/db/database.ts';
import { pendingMigrations } from '../platform/db/migrate.ts';
import { openJobs } from '../platform/jobs/jobs.ts';
import { buildServer } from '../web/server.ts';
import { openAuditKey } from './audit-keys.ts';
import { closingGently } from './closing.ts';
import { ConfigError } from './config.ts';
import { connectChannels } from './connect-channels.ts';
import { connectRegisters, registerNames } from './connect-registers.ts';
import { seedQrKey } from './document-keys.ts';
import { connectDocuments } from './document-works.ts';
import {
  assertNoDemoPeople,
  migrateDatabase,
  migrationsFolder,
  seedDemo,
  seedPast,
} from './prepare-database.ts';
import { openSingleSignOn } from './sign-on-config.ts';
import type { AuditKey } from '../engine/audit/audit-key.ts';
import type { Context } from '../engine/context.ts';
import type { Service } from '../engine/define/define-service.ts';
import type { Database } from '../platform/db/database.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import type { Log } from '../platform/log/log.ts';
import type { Closing } from './closing.ts';
import type { Config } from './config.ts';

/** A running portal. */
export type Running = {
  address: string;
  /** Finishes what is in hand, then stops: no request that was accepted fails. */
  stop: () => Promise<void>;
};

/**
 * Opens the database, builds the context, and starts the web server and, unless other processes do the jobs, the worker
 * in this process.
 */
export async function run(
  config: Config,
  services: readonly Service[],
  log: Log,
  version: string,
  options: { worker: boolean } = { worker: true },
): Promise<Running> {
  checkServices(services, registerNames);
  checkTemplates(services);
  const db = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir });
  const registers = connectRegisters(config.register, db, log);
  // The demo may be reached under any name; a document has to say one.
  const documents = connectDocuments(config.documents, config.publicUrl ?? `http://localhost:${config.port}`);
  let channels: Awaited<ReturnType<typeof connectChannels>> | undefined;
  let jobs: Jobs | undefined;
  let closing: Closing | undefined;
  try {
    await prepare(config, db, services);
    jobs = await openJobs(db, log, { worker: options.worker });
    const working = jobs;
    const settings = openSettings(db, services);
    await settings.now();
    const ctx: Context = {
      db,
      services,
      sources: registers.sources,
      settings,
      jobs,
      log,
      secret: config.secret,
      publicUrl: config.publicUrl,
      importDir: join(config.dataDir, 'imports'),
      demo: config.mode === 'demo',
      ...(config.signOn && { singleSignOn: openSingleSignOn(config.signOn) }),
      auditSigning: { openKey: () => openKeyOrWarn(log, config), folder: config.auditDir },
      documents,
    };
    if (config.demoApplications) await seedQueue(ctx);
    if (options.worker) {
      channels = await connectChannels(config, db, log);
      await startMessages(ctx, channels);
      await startWorker(ctx);
      await startAudit(ctx, config);
    }
    const app = await buildServer(ctx, {
      trustProxy: config.trustProxy,
      ...(config.inbound && { inbound: config.inbound }),
      health: {
        bootId: randomUUID(),
        version,
        ready: async () => {
          if (closing?.begun()) throw new Error('stopping');
          await db.execute('select 1');
        },
      },
    });
    closing = closingGently(app);
    const { close } = closing;
    const address = await app.listen({ host: config.host, port: config.port, backlog: 1024 });
    return {
      address,
      stop: async () => {
        await close();
        await working.stop();
        await channels?.close();
        await documents.typesetter.close();
        await registers.close();
        await db.close();
      },
    };
  } catch (error) {
    await jobs?.stop();
    await channels?.close();
    await documents.typesetter.close();
    await registers.close();
    await db.close();
    throw error;
  }
}

/** The demo makes its tables and data by itself. Production is migrated by hand, with another database role. */
async function prepare(config: Config, db: Database, services: readonly Service[]): Promise<void> {
  if (config.mode === 'demo') {
    await migrateDatabase(db);
    await seedDemo(db, services);
    if (config.demoApplications) await seedPast(db, services);
    await seedQrKey(config.documents, db);
    return;
  }
  const pending = await pendingMigrations(db, migrationsFolder);
  if (pending.length > 0)
    throw new ConfigError(`The database lacks ${pending.length} migrations: run «tajdeed migrate» first.`);
  await assertNoDemoPeople(db);
}

/**
 * The jobs of this process, besides messages: what was taken while a register was down is checked, decisions are told when
 * they are final, documents are made, the list of withdrawn ones is signed every ten minutes, what has expired is swept away
 * every night, and promises are held against the calendar every hour.
 */
async function startWorker(ctx: Context): Promise<void> {
  await ctx.jobs.work(checkApplicationQueue, (data) => checkApplication(ctx, data['applicationId'] ?? ''));
  await ctx.jobs.work(tellDecisionQueue, (data) => tellDecision(ctx, data['eventId'] ?? ''));
  await ctx.jobs.work(issueDocumentQueue, (data) => issueDocument(ctx, data['documentId'] ?? ''));
  await ctx.jobs.schedule(sweepQueue, '20 3 * * *', () => sweep(ctx));
  // Many short runs of a night: a job has half a minute, and a city may have a million that are due on the first.
  await ctx.jobs.schedule(eraseKeptQueue, '*/5 1-5 * * *', async () => void (await eraseKept(ctx)));
  await ctx.jobs.schedule(keepPromisesQueue, '7 * * * *', async () => void (await keepPromises(ctx)));
  await ctx.jobs.schedule(keepDeadlinesQueue, '17 8-18 * * *', async () => void (await keepDeadlines(ctx)));
  await ctx.jobs.schedule(
    settlePhonesQueue,
    '*/10 * * * *',
    async () => void (await settlePhoneChanges(ctx)),
  );
  await ctx.jobs.schedule(remindQueue, '0 9 * * *', async () => void (await remind(ctx)));
  await ctx.jobs.schedule(closeDaysQueue, '30 0 * * *', () => closeDaysOf(ctx));
  await ctx.jobs.schedule(withdrawalListQueue, '*/10 * * * *', () => keepListOf(ctx));
  // Not only in ten minutes: a portal that was stopped has an old list.
  await ctx.jobs.enqueue(ctx.db.query, withdrawalListQueue, {});
  await ctx.jobs.work(registerTaskQueue, (data) =>
    doTask(ctx, Number(data['taskId']), Number(data['attempt'])),
  );
}

async function openKeyOrWarn(log: Log, config: Config): Promise<AuditKey | null> {
  try {
    const key = await openAuditKey(config);
    if (key === null) log.warn('audit.key.missing');
    return key;
  } catch (error) {
    if (!(error instanceof AuditKeyError)) throw error;
    log.error('audit.key.missing', error);
    return null;
  }
}

/** Signs which documents are no longer good, for whoever checks one without a network. */
async function keepListOf(ctx: Context): Promise<void> {
  const result = await keepWithdrawalList(ctx);
  if (result.kind === 'register-down' || result.kind === 'no-key')
    ctx.log.warn('documents.list.not-kept', { why: result.kind });
}

/** Counts the day that is over, so that figures of years are read from few rows. */
async function closeDaysOf(ctx: Context): Promise<void> {
  ctx.log.info('figures.closed', { days: await closeDays(ctx) });
}

/**
 * Every night a checkpoint of the audit is signed. Who has no key, or one that cannot be read, gets a portal all the same, and
 * a line in the log each night.
 */
async function startAudit(ctx: Context, config: Config): Promise<void> {
  const { log } = ctx;
  const openKey = () => openKeyOrWarn(log, config);
  // Told at the start too, not only in the night.
  await openKey();
  await ctx.jobs.schedule(auditCheckpointQueue, '40 3 * * *', async () => {
    const key = await openKey();
    if (key === null) return;
    const result = await keepCheckpoint(ctx.db, key, config.auditDir);
    if (result.kind === 'broken') {
      log.warn('audit.broken.alarm', { finding: result.finding.kind, entry: result.finding.id });
      const entry = `#${result.finding.id}`;
      await raiseAlarm(ctx, 'audit', { ar: entry, en: entry });
    } else log.info('audit.checkpoint', { entries: result.checkpoint.entries, key: key.id });
  });
}
