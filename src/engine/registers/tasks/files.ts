import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';

/** The largest file that a browser may send, in bytes. Larger ones are brought in on the command line. */
export const mostBytes = 200 * 1024 * 1024;

/** Where a file of the register lies. */
export function pathOf(dir: string, stored: string): string {
  return join(dir, stored);
}

/** Where the report on it lies. */
export function reportPathOf(dir: string, stored: string): string {
  return join(dir, `${stored}.report.csv`);
}

/** What writing a file ends in. Only `written` leaves one. */
export type Written = { kind: 'written'; size: number } | { kind: 'too-large' } | { kind: 'no-room' };

/**
 * Writes what comes to a file, piece by piece, so that no more than a piece is in memory. Who breaks off makes it throw; then
 * nothing is left of it.
 */
export async function writeFileOf(stream: Readable, dir: string, stored: string): Promise<Written> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const path = pathOf(dir, stored);
  let size = 0;
  try {
    await pipeline(
      stream,
      async function* counted(pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          size += piece.length;
          // What comes behind is read and left, so that the browser gets an answer.
          if (size <= mostBytes) yield piece;
        }
      },
      createWriteStream(path, { mode: 0o600, flags: 'wx' }),
    );
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT'))
      return { kind: 'no-room' };
    throw error;
  }
  if (size <= mostBytes) return { kind: 'written', size };
  await rm(path, { force: true });
  return { kind: 'too-large' };
}

/** Removes a file and its report, if they are there. */
export async function removeFile(dir: string, stored: string): Promise<void> {
  await rm(pathOf(dir, stored), { force: true });
  await rm(reportPathOf(dir, stored), { force: true });
}

/** Files of the folder older than a day that nobody knows any more: what a kill has left. */
export async function removeStrays(dir: string, known: ReadonlySet<string>): Promise<void> {
  const names = await readdir(dir).catch(() => []);
  const yesterday = Date.now() - 24 * 3600 * 1000;
  for (const name of names) {
    if (known.has(name.replace(/\.report\.csv$/, ''))) continue;
    const found = await stat(join(dir, name)).catch(() => null);
    if (found?.isFile() && found.mtimeMs < yesterday) await rm(join(dir, name), { force: true });
  }
}
