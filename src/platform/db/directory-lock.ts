import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Lock = { release(): void };

/** Another process, or another opening in this one, holds the directory. */
export class DirectoryInUseError extends Error {
  override name = 'DirectoryInUseError';
}

const SQLITE_BUSY = 5;

// What nobody refers to is collected as garbage, which would close the file and end the lock.
const held = new Set<DatabaseSync>();

/**
 * Takes the directory for this process alone, making it if missing. The lock belongs to the operating system, taken
 * through SQLite's exclusive mode, so it ends with the process however that ends and needs no clearing away.
 * @throws DirectoryInUseError at once when it is taken
 */
export function lockDirectory(directory: string): Lock {
  const path = resolve(directory);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const holder = join(path, 'lock.pid');
  // No wait: who holds it, holds it for hours.
  const file = new DatabaseSync(join(path, 'lock'), { timeout: 0 });
  try {
    file.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch (error) {
    file.close();
    if (!isBusy(error)) throw error;
    throw new DirectoryInUseError(`The directory ${path} is in use by ${readHolder(holder)}.`, {
      cause: error,
    });
  }
  // Only for the message above: the lock itself cannot be read by others.
  writeFileSync(holder, `${process.pid}\n`);
  held.add(file);
  return {
    release() {
      if (!held.delete(file)) return;
      rmSync(holder, { force: true });
      file.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function readHolder(path: string): string {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    if (Number.isInteger(pid) && pid > 0) return `the process with the number ${pid}`;
  } catch {
    // It has the lock but has not written its number yet.
  }
  return 'another process';
}
