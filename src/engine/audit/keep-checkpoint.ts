import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { readChain, readHash, readLast } from './audit.store.ts';
import { checkEntry, firstHash } from './chain.ts';
import { isSigned, printCheckpoint, readCheckpoint, signCheckpoint, writeCheckpoint } from './checkpoint.ts';
import type { Database } from '../../platform/db/database.ts';
import type { AuditKey } from './audit-key.ts';
import type { Link } from './chain.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { AuditFinding } from './verify-audit.ts';

/** The queue of the job that keeps a checkpoint every night. */
export const auditCheckpointQueue = 'audit-checkpoint';

/** What keeping a checkpoint ends in. */
export type KeepResult =
  | { kind: 'kept'; checkpoint: Checkpoint; file: string; printable: string }
  /** The audit does not follow from the checkpoint before: nothing was signed. */
  | { kind: 'broken'; finding: AuditFinding };

/**
 * Signs how far the audit reaches, and writes it into a folder twice: for programs (`.json`) and to be printed (`.txt`). First
 * the entries since the newest checkpoint of the folder are looked at, so that no signature is given to what was altered.
 */
export async function keepCheckpoint(db: Database, key: AuditKey, folder: string): Promise<KeepResult> {
  const before = await newestCheckpoint(folder, key);
  const { at, ...last } = await readLast(db.query);
  const finding = await findBroken(db, before ?? { entries: 0, hash: firstHash }, last);
  if (finding) return { kind: 'broken', finding };
  const checkpoint = signCheckpoint({ ...last, at }, key);
  await mkdir(folder, { recursive: true });
  // Names in the order of what they hold.
  const name = `checkpoint-${String(last.entries).padStart(12, '0')}-${at.replaceAll(/[-:.]/g, '')}`;
  const file = join(folder, `${name}.json`);
  const printable = join(folder, `${name}.txt`);
  await writeWhole(printable, printCheckpoint(checkpoint));
  await writeWhole(file, `${writeCheckpoint(checkpoint)}\n`);
  return { kind: 'kept', checkpoint, file, printable };
}

/** The checkpoint of a folder that reaches furthest, of those that this key signed; `null` when there is none. */
export async function newestCheckpoint(folder: string, key: AuditKey): Promise<Checkpoint | null> {
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names.toSorted().toReversed()) {
    if (!/^checkpoint-.*\.json$/.test(name)) continue;
    const read = readCheckpoint(await readFile(join(folder, name), 'utf8'));
    if (read !== null && isSigned(read, key.publicKey)) return read;
  }
  return null;
}

/** Does the audit still have what a checkpoint says? `null`: yes. */
export async function findDeparture(db: Database, checkpoint: Link): Promise<AuditFinding | null> {
  if (checkpoint.entries === 0) return null;
  const hash = await readHash(db.query, checkpoint.entries);
  if (hash === checkpoint.hash) return null;
  const { entries } = await readLast(db.query);
  return entries < checkpoint.entries
    ? { kind: 'cut-off', id: entries + 1, signed: checkpoint.entries }
    : { kind: 'not-as-signed', id: 1, signed: checkpoint.entries };
}

async function findBroken(db: Database, before: Link, last: Link): Promise<AuditFinding | null> {
  const departed = await findDeparture(db, before);
  if (departed) return departed;
  let link: Link = { entries: before.entries, hash: before.hash };
  for await (const entries of readChain(db.query, before.entries, last.entries))
    for (const entry of entries) {
      const finding = checkEntry(link, entry);
      if (finding) return finding;
      link = { entries: entry.id, hash: entry.hash };
    }
  return link.entries < last.entries ? { kind: 'missing', id: link.entries + 1, found: last.entries } : null;
}

/** A file that is there is whole, also after a power cut. */
async function writeWhole(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.part`;
  const handle = await open(unfinished, 'w', 0o644);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
}
