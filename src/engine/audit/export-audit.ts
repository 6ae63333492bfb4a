import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readChain, readLast } from './audit.store.ts';
import { writeEntry } from './chain.ts';
import { signCheckpoint, writeClosing } from './checkpoint.ts';
import { record } from './record.ts';
import type { Database } from '../../platform/db/database.ts';
import type { AuditKey } from './audit-key.ts';
import type { Origin } from './record.ts';

/** The whole audit as it is written out: how many entries, and its lines, some thousand in one text. */
export type AuditExport = { entries: number; lines: AsyncGenerator<string> };

/**
 * Opens an export of the whole audit as lines of JSON, which `verifyAudit` reads; that it was exported is its last entry. With a key the
 * last line is a checkpoint, so that a cut end is seen. `file` is its name.
 */
export async function openExport(
  db: Database,
  options: { origin: Origin; key: AuditKey | null; file: string },
): Promise<AuditExport> {
  const { origin, key, file } = options;
  // Before anything leaves, so that nothing leaves unrecorded.
  await record(db.query, { ...origin, action: 'audit.exported', subject: 'audit', data: { file } });
  const last = await readLast(db.query);
  async function* lines(): AsyncGenerator<string> {
    for await (const entries of readChain(db.query, 0, last.entries))
      yield entries.map((entry) => `${writeEntry(entry)}\n`).join('');
    if (key) yield `${writeClosing(signCheckpoint(last, key))}\n`;
  }
  return { entries: last.entries, lines: lines() };
}

/** Saves the whole audit in a file. Returns how many entries there are. */
export async function exportAudit(
  db: Database,
  file: string,
  options: { origin: Origin; key: AuditKey | null },
): Promise<number> {
  const { entries, lines } = await openExport(db, { ...options, file: basename(file) });
  const unfinished = `${file}.${randomUUID()}.unfinished`;
  try {
    await pipeline(lines, createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true }));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return entries;
}
