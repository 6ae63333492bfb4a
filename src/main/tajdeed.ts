import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { phoneAnswer } from '../engine/applications/make-application.ts';
import { rebuildDays } from '../engine/figures/close-days.ts';
import { openDatabase } from '../platform/db/database.ts';
import { jsonLog } from '../platform/log/log.ts';
import { services } from '../services/index.ts';
import { addAuditCommands } from './audit-commands.ts';
import { ConfigError, readConfig } from './config.ts';
import { demoRegister } from './demo-register.ts';
import { addDocumentCommands } from './document-commands.ts';
import { addMessageCommands } from './message-commands.ts';
import { examine } from './doctor.ts';
import { grantRights } from './grant-rights.ts';
import { commandOrigin } from './origin.ts';
import { inPlainWords } from './plain-words.ts';
import { migrateDatabase, resetDemo, seedPast } from './prepare-database.ts';
import { addPrivacyCommands } from './privacy-commands.ts';
import { addRegisterCommands } from './register-commands.ts';
import { run } from './run.ts';
import { listSettings, loadSettings, setSetting, UsageError } from './settings-commands.ts';
import { addStaffCommands } from './staff-commands.ts';
import type { AddressInfo } from 'node:net';
import type { Choice } from '../engine/define/settings.ts';
import type { Database } from '../platform/db/database.ts';
import type { Config } from './config.ts';

/** Exit codes: all is well; it could not be done; it was asked for wrongly. */
const done = 0;
const failed = 1;
const misused = 2;

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const say = (line: string) => void process.stdout.write(`${line}\n`);
const log = jsonLog((line) => void process.stderr.write(line));

function program(): Command {
  const tajdeed = new Command('tajdeed')
    .description('E-services portal of a municipality: runs it and looks after it')
    .version(version)
    .showHelpAfterError('(--help tells what there is)')
    .exitOverride();

  tajdeed
    .command('start')
    .description('start the portal: web and worker in one process')
    .option('--no-worker', 'web only: other processes send the messages and do the other jobs')
    .action(start);
  tajdeed
    .command('migrate')
    .description('bring the database to this version of the program')
    .action(() =>
      withDatabase(async (db, { databaseAppRole }) => {
        const applied = await migrateDatabase(db);
        for (const name of applied) say(`applied ${name}`);
        say(applied.length === 0 ? 'The database is up to date.' : `${applied.length} applied.`);
        if (databaseAppRole === undefined) return;
        await grantRights(db, databaseAppRole);
        say(`${databaseAppRole} has its rights.`);
      }),
    );
  tajdeed
    .command('doctor')
    .description('look at everything the portal needs; exit code 1 when something is wrong')
    .action(() =>
      withDatabase(async (db, config) => {
        const findings = await examine(config, db, services);
        const signs = { good: '✓', note: '·', bad: '✗' };
        for (const { what, is, says } of findings) say(`${signs[is]} ${what}: ${says}`);
        if (findings.some((finding) => finding.is === 'bad')) process.exitCode = failed;
      }),
    );

  const settings = tajdeed.command('settings').description('the city’s dated settings');
  settings
    .command('get [key]')
    .description('print the periods of a setting, or of all, one JSON object a line')
    .action((key: string | undefined) =>
      withDatabase(async (db) => {
        for (const period of await listSettings(db, services, key)) say(JSON.stringify(period));
      }),
    );
  settings
    .command('set <key> <value>')
    .description('set a value (JSON, or plain text) from a day on')
    .option('--from <day>', 'first day, like 2026-01-31; today without it')
    .option('--by <name>', 'who decided it', 'command line')
    .action((key: string, value: string, options: { from?: string; by: string }) =>
      withDatabase(async (db) => {
        const change = { key, value, from: options.from, by: options.by, origin: commandOrigin() };
        say(JSON.stringify(await setSetting(db, services, change)));
      }),
    );

  settings
    .command('load <file>')
    .description(
      'set many values at once, all or none: a JSON file {"<key>": <value>, …}; «-» reads it from stdin',
    )
    .option('--from <day>', 'first day, like 2026-01-31; today without it')
    .option('--by <name>', 'who decided it', 'command line')
    .action((file: string, options: { from?: string; by: string }) =>
      withDatabase(async (db) => {
        const text = readText(file);
        const change = { text, from: options.from, by: options.by, origin: commandOrigin() };
        const periods = await loadSettings(db, services, change);
        for (const period of periods) say(JSON.stringify(period));
      }),
    );

  addRegisterCommands(tajdeed, withDatabase);
  addStaffCommands(tajdeed, withDatabase);
  addAuditCommands(tajdeed, withDatabase);
  addDocumentCommands(tajdeed, withDatabase);
  addMessageCommands(tajdeed, withDatabase);
  addPrivacyCommands(tajdeed, withDatabase);

  tajdeed
    .command('figures')
    .description('what the office did, counted by day')
    .command('rebuild')
    .description('forget what was counted, and count every day that is over from the events again')
    .action(() =>
      withDatabase(async (db) => {
        const days = await rebuildDays({ db, services }, commandOrigin());
        say(`${days} days are counted.`);
      }),
    );

  const demo = tajdeed.command('demo').description('the demo’s made-up data');
  demo
    .command('reset')
    .description('delete everything and fill the database with the demo again; refused in production')
    .action(() =>
      withDatabase(async (db, config) => {
        if (config.mode === 'production')
          throw new UsageError('demo reset deletes everything: refused in production');
        say('Making the demo anew …');
        await migrateDatabase(db);
        await resetDemo(db, services, commandOrigin());
        if (config.demoApplications) await seedPast(db, services);
        say('The demo is as new.');
      }),
    );
  demo
    .command('register')
    .description('serve the demo’s permits as a register elsewhere, for this machine; refused in production')
    .option('--port <port>', 'where it listens, on 127.0.0.1', '3100')
    .action(serveDemoRegister);
  return tajdeed;
}

/** The key of the demo's register elsewhere; everybody knows it. */
const demoKey = 'the-key-of-the-demo';

async function serveDemoRegister({ port }: { port: string }): Promise<void> {
  if (readConfig({ ...process.env, REGISTER_FILE: '' }).mode === 'production')
    throw new UsageError('demo register serves made-up permits: refused in production');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`${port} is no port: 0 to 65535`);
  const permits = () => {
    const today = Temporal.Now.plainDateISO('Asia/Amman');
    return services.flatMap((service) => service.demo.permits(today));
  };
  const server = demoRegister(permits, demoKey).listen(Number(port), '127.0.0.1');
  await once(server, 'listening');
  const { port: listening } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${listening}`;
  say(`The demo’s register is at ${base}. A portal asks it with`);
  say(`  REGISTER_FILE=docs/examples/register-http.json REGISTER_KEY=${demoKey} npm start`);
  say(`Its mood: ${base}/mood?is=up, slow, wrong, down, flapping. Ctrl+C stops it.`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(done));
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    throw new UsageError(`The file ${file} cannot be read`);
  }
}

async function withDatabase(work: (db: Database, config: Config) => Promise<void>): Promise<void> {
  const config = readConfig(process.env);
  const db = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, poolSize: 2 });
  try {
    await work(db, config);
  } finally {
    await db.close();
  }
}

async function start(options: { worker: boolean }): Promise<void> {
  const config = readConfig(process.env);
  const running = await run(config, services, log, version, options);
  const base = config.publicUrl ?? running.address;
  say(`Tajdeed ${version} is running: ${base}/ar`);
  if (config.mode === 'demo') tellDemo(base);
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info('process.stopping', { signal });
    running.stop().then(
      () => process.exit(done),
      (error: unknown) => {
        log.error('process.stop', error);
        process.exit(failed);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

/** Where to look and what to type. */
function tellDemo(base: string): void {
  const today = Temporal.Now.plainDateISO('Asia/Amman');
  for (const service of services) {
    const { text, slug, answers } = service;
    say('');
    say(`  ${text.en.name} · ${text.ar.name}`);
    say(`  ${base}/ar/services/${slug}`);
    const examples = service.demo.answers(today);
    for (const [name, definition] of Object.entries(answers)) {
      const example = examples[name];
      if (!example) continue;
      // A choice is shown by its words, not by its code.
      const choices =
        definition.kind === 'choice' ? (service.demo.settings[definition.from] as Choice[]) : [];
      const shown = choices.find((each) => each.code === example)?.ar ?? example;
      say(`    ${text.en.answers[name]?.label} · ${text.ar.answers[name]?.label}: ${shown}`);
    }
    const phone = examples[phoneAnswer(service)] ?? '';
    say(`  The code arrives on the demo’s phone: ${base}/demo/phone?phone=${phone}`);
  }
  say('');
  say('  Everything is made up. Ctrl+C stops it; «npx tajdeed demo reset» begins anew.');
}

/** Runs the command line. What a person can mend is told in one sentence; the rest with its stack. */
export async function main(argv: readonly string[]): Promise<void> {
  process.on('uncaughtException', (error) => {
    log.error('process.uncaught', error);
    process.exit(failed);
  });
  try {
    await program().parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? done : misused;
    else {
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`${inPlainWords(error) ?? told}\n`);
      process.exitCode = error instanceof UsageError || error instanceof ConfigError ? misused : failed;
    }
  }
}
