import { accessSync, constants, readFileSync } from 'node:fs';
import { AuditKeyError, makeKey, publicPem, readKey, readPublicKey } from '../engine/audit/audit-key.ts';
import { readCheckpoint } from '../engine/audit/checkpoint.ts';
import { exportAudit } from '../engine/audit/export-audit.ts';
import { exportLines } from '../engine/audit/export-lines.ts';
import { keepCheckpoint } from '../engine/audit/keep-checkpoint.ts';
import { readAudit } from '../engine/audit/read-audit.ts';
import { sayFinding, verifyAudit } from '../engine/audit/verify-audit.ts';
import { auditKeyFile, openAuditKey } from './audit-keys.ts';
import { ConfigError, readConfig } from './config.ts';
import { commandOrigin } from './origin.ts';
import { readDay, UsageError } from './settings-commands.ts';
import type { KeyObject } from 'node:crypto';
import type { Command } from 'commander';
import type { ChainedEntry } from '../engine/audit/chain.ts';
import type { Checkpoint } from '../engine/audit/checkpoint.ts';
import type { Database } from '../platform/db/database.ts';
import type { Config } from './config.ts';

/** The audit is not whole, or cannot be signed; the message says where, or why. */
export class AuditError extends Error {
  override name = 'AuditError';
}

type ShowOptions = {
  actor?: string;
  action?: string;
  subject?: string;
  from?: string;
  until?: string;
  json?: true;
};

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Adds `audit verify|export|checkpoint|key|show`. */
export function addAuditCommands(
  tajdeed: Command,
  withDatabase: (work: (db: Database, config: Config) => Promise<void>) => Promise<void>,
): void {
  const audit = tajdeed.command('audit').description('who did what, when, why and from where');
  audit
    .command('verify <export>')
    .description('is an export whole and unaltered? Needs no database; exit code 1 names the first bad entry')
    .requiredOption('--key <file>', 'the public key, as «audit key» printed it')
    .option('--checkpoint <file...>', 'checkpoints that were kept elsewhere, as files or typed from paper')
    .action((file: string, options: { key: string; checkpoint?: string[] }) =>
      verify(file, options.key, options.checkpoint ?? []),
    );
  audit
    .command('export <file>')
    .description('save the whole audit as lines of JSON, with a signed end')
    .action((file: string) =>
      withDatabase(async (db, config) => {
        const key = await openAuditKey(config);
        const entries = await exportAudit(db, file, { origin: commandOrigin(), key });
        say(`${entries.toLocaleString('en')} entries saved in ${file}`);
        if (key === null)
          process.stderr.write('AUDIT_KEY_FILE is missing: the end of the export is not signed.\n');
      }),
    );
  audit
    .command('checkpoint')
    .description('sign how far the audit reaches, into AUDIT_DIR: once as a file, once to be printed')
    .action(() =>
      withDatabase(async (db, config) => {
        const key = await openAuditKey(config);
        if (key === null)
          throw new ConfigError('AUDIT_KEY_FILE is missing: nothing can be signed without it.');
        const result = await keepCheckpoint(db, key, config.auditDir);
        if (result.kind === 'broken')
          throw new AuditError(`The audit is broken, and nothing was signed. ${sayFinding(result.finding)}`);
        say(`${result.checkpoint.entries.toLocaleString('en')} entries: ${result.file}`);
        say(`To be printed: ${result.printable}`);
      }),
    );
  audit
    .command('key')
    .description('print the public key; makes the private one, at AUDIT_KEY_FILE, when it is not there yet')
    .action(showKey);
  audit
    .command('show')
    .description('print entries, the newest first')
    .option('--actor <actor>', 'staff:<number>, command:<user>, contractor or system')
    .option('--action <action>', 'such as settings.changed')
    .option('--subject <subject>', 'such as import:3')
    .option('--from <day>', 'first day, like 2026-01-31')
    .option('--until <day>', 'last day')
    .option('--json', 'one JSON object a line')
    .action((options: ShowOptions) => withDatabase((db) => show(db, options)));
}

async function verify(file: string, keyFile: string, checkpointFiles: readonly string[]): Promise<void> {
  const publicKey = publicKeyOf(keyFile);
  const checkpoints = checkpointFiles.map(checkpointOf);
  if (!canRead(file)) throw new UsageError(`The export ${file} cannot be read`);
  const verdict = await verifyAudit(exportLines(file), publicKey, checkpoints);
  if (verdict.kind === 'bad') throw new AuditError(sayFinding(verdict.finding));
  say(
    `Good: ${verdict.entries.toLocaleString('en')} entries, each following from the one before, in agreement with ${verdict.checkpoints} checkpoint${verdict.checkpoints === 1 ? '' : 's'}.`,
  );
}

function publicKeyOf(file: string): KeyObject {
  try {
    return readPublicKey(readText(file, 'key'));
  } catch (error) {
    throw error instanceof AuditKeyError ? new UsageError(`${file}: ${error.message}`) : error;
  }
}

function checkpointOf(file: string): Checkpoint {
  const read = readCheckpoint(readText(file, 'checkpoint'));
  if (read === null) throw new UsageError(`${file} is no checkpoint`);
  return read;
}

function readText(file: string, what: string): string {
  if (!canRead(file)) throw new UsageError(`The ${what} ${file} cannot be read`);
  return readFileSync(file, 'utf8');
}

function canRead(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** The public key alone goes to the output, so that it can be kept as a file; what is to be known of it goes beside. */
async function showKey(): Promise<void> {
  const config = readConfig(process.env);
  const file = auditKeyFile(config);
  if (file === null) throw new ConfigError('AUDIT_KEY_FILE is missing: it says where the key shall be.');
  const made = await makeKey(file);
  const key = await readKey(file);
  const whose = config.auditKeyFile === undefined ? 'The demo’s own key' : 'The key';
  process.stderr.write(
    `${whose} ${key.id} ${made === 'made' ? 'was made' : 'is'} in ${file}; its public half:\n`,
  );
  process.stdout.write(publicPem(key));
}

async function show(db: Database, options: ShowOptions): Promise<void> {
  const { actor, action, subject, from, until, json } = options;
  const filter = {
    ...(actor !== undefined && { actor }),
    ...(action !== undefined && { action }),
    ...(subject !== undefined && { subject }),
    ...(from !== undefined && { from: readDay(from) }),
    ...(until !== undefined && { until: readDay(until) }),
  };
  for (let before: number | undefined; ;) {
    const { entries, next } = await readAudit(db, filter, { before, limit: 500 });
    for (const entry of entries) say(json === true ? JSON.stringify(withData(entry)) : describe(entry));
    if (next === null) return;
    before = next;
  }
}

/** An entry for programs that do not verify: its data as they are. */
function withData({ data, ...entry }: ChainedEntry): object {
  return { ...entry, data: JSON.parse(data) as unknown };
}

function describe({ id, at, actor, action, subject, reason, place, data }: ChainedEntry): string {
  const why = reason === '' ? '' : `  «${reason}»`;
  return `${id}  ${at}  ${actor}  ${action}  ${subject}${why}  ${place}  ${data}`;
}
