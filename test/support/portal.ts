import { sql } from 'kysely';
import { doTask } from '../../src/engine/registers/tasks/do-task.ts';
import { registerTaskQueue } from '../../src/engine/registers/tasks/queue.ts';
import { openSettings } from '../../src/engine/settings/settings.ts';
import { answerIncoming } from '../../src/engine/inbox/answer-incoming.ts';
import { answerSmsQueue } from '../../src/engine/inbox/question.ts';
import { checkApplication } from '../../src/engine/applications/check-application.ts';
import { checkApplicationQueue } from '../../src/engine/applications/make-application.ts';
import { tellDecision, tellDecisionQueue } from '../../src/engine/applications/tell-decision.ts';
import { permitsInDatabase } from '../../src/engine/registers/permits.store.ts';
import { sendMessageQueue } from '../../src/engine/notifications/queue.ts';
import { sendMessage } from '../../src/engine/notifications/send-message.ts';
import { issueDocument } from '../../src/engine/documents/issue-document.ts';
import { issueDocumentQueue } from '../../src/engine/documents/prepare-document.ts';
import { seedDemo } from '../../src/main/prepare-database.ts';
import { openJobs } from '../../src/platform/jobs/jobs.ts';
import { jsonLog } from '../../src/platform/log/log.ts';
import { readSimulatedPhone, simulatedGateway } from '../../src/platform/sms/simulator.ts';
import { services as ours } from '../../src/services/index.ts';
import { buildServer } from '../../src/web/server.ts';
import { Browser } from './browser.ts';
import { documentsOfTests } from './documents.ts';
import { freshDatabase, freshDataDir } from './database.ts';
import type { FastifyInstance } from 'fastify';
import type { InboundPlace } from '../../src/web/inbound/inbound-routes.ts';
import type { Context } from '../../src/engine/context.ts';
import type { Service } from '../../src/engine/define/define-service.ts';
import type { RegisterSource } from '../../src/engine/registers/register-source.ts';
import type { Database } from '../../src/platform/db/database.ts';
import type { Log } from '../../src/platform/log/log.ts';

/** The origin of the portal in tests. */
export const origin = 'http://portal.test';

/** A whole portal in the test's process: the real app on a real database of its own, with the demo's data. */
export type Portal = {
  app: FastifyInstance;
  ctx: Context;
  db: Database;
  /** Every line of the log so far, as it would be written. */
  log: string[];
  /** A browser with no cookies, from an address of its own unless one is given. */
  browser: (options?: { address?: string; javascript?: boolean }) => Browser;
  /** What a simulated phone received, newest first, once at least `count` messages are there. */
  messages: (phone: string, count?: number) => Promise<{ at: string; text: string }[]>;
  /** Moves the clock: an interval of PostgreSQL, `11 minutes`, `-1 day`. */
  moveClock: (interval: string) => Promise<void>;
  /** Sets a setting from the beginning of time, so that it holds at once. */
  set: (key: string, value: unknown) => Promise<void>;
  close: () => Promise<void>;
};

/** Sets the clock to a moment; it goes on from there. */
export async function setClock(db: Database, at: string): Promise<void> {
  await sql`update clock set shift = ${at}::timestamptz - now()`.execute(db.query);
}

/**
 * Opens a portal for one test file. `services` and `sources` replace the portal's own; sources that need the portal's
 * database and log are made when these are there. Close it when done.
 */
export async function openPortal(
  options: {
    services?: readonly Service[];
    sources?: Record<string, RegisterSource> | ((db: Database, log: Log) => Record<string, RegisterSource>);
    demo?: boolean;
    publicUrl?: string;
    /** The moment at which the portal begins: `2026-03-01 10:00+03`. */
    at?: string;
    inbound?: InboundPlace;
  } = {},
): Promise<Portal> {
  const services = options.services ?? ours;
  const db = await freshDatabase();
  if (options.at !== undefined) await setClock(db, options.at);
  await seedDemo(db, services);
  const log: string[] = [];
  const lines = jsonLog((line) => void log.push(line));
  const settings = openSettings(db, services);
  const jobs = await openJobs(db, lines, { worker: true });
  const publicUrl = options.publicUrl ?? origin;
  const sources = typeof options.sources === 'function' ? options.sources(db, lines) : options.sources;
  const ctx: Context = {
    db,
    services,
    sources: { permits: permitsInDatabase, ...sources },
    settings,
    jobs,
    log: lines,
    secret: 'a secret of the tests, long enough',
    publicUrl,
    importDir: await freshDataDir(),
    demo: options.demo ?? true,
    documents: await documentsOfTests(db, publicUrl),
  };
  const channels = { sms: [simulatedGateway(db)], email: [] };
  await jobs.work(sendMessageQueue, (data) => sendMessage(ctx, channels, data['messageId'] ?? ''));
  await jobs.work(checkApplicationQueue, (data) => checkApplication(ctx, data['applicationId'] ?? ''));
  await jobs.work(tellDecisionQueue, (data) => tellDecision(ctx, data['eventId'] ?? ''));
  await jobs.work(registerTaskQueue, (data) => doTask(ctx, Number(data['taskId']), Number(data['attempt'])));
  await jobs.work(issueDocumentQueue, (data) => issueDocument(ctx, data['documentId'] ?? ''));
  await jobs.work(answerSmsQueue, (data) => answerIncoming(ctx, data['gateway'] ?? '', data['id'] ?? ''));
  const app = await buildServer(ctx, {
    ...(options.inbound && { inbound: options.inbound }),
    trustProxy: ['127.0.0.1'],
    health: { bootId: 'test', version: 'test', ready: async () => void (await db.execute('select 1')) },
  });
  await app.ready();
  let addresses = 0;
  return {
    app,
    ctx,
    db,
    log,
    browser: ({ address } = {}) => {
      addresses += 1;
      const own = `10.0.${Math.floor(addresses / 250)}.${(addresses % 250) + 1}`;
      return new Browser(app, publicUrl, address ?? own);
    },
    messages: async (phone, count = 1) => {
      for (let tries = 0; tries < 200; tries++) {
        const found = await readSimulatedPhone(db, phone);
        if (found.length >= count) return found;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`No ${count} messages came within 5 seconds`);
    },
    moveClock: async (interval) => {
      await sql`update clock set shift = shift + ${interval}::interval`.execute(db.query);
      settings.forget();
    },
    set: async (key, value) => {
      await sql`delete from settings where key = ${key}`.execute(db.query);
      await db.query
        .insertInto('settings')
        .values({ key, valid_from: '2000-01-01', value: JSON.stringify(value), set_by: 'test' })
        .execute();
      settings.forget();
    },
    close: async () => {
      await app.close();
      await jobs.stop();
      await ctx.documents.typesetter.close();
      await db.close();
    },
  };
}
