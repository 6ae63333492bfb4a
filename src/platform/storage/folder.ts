import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertName } from './storage.ts';
import type { Storage } from './storage.ts';

/** Files in a folder, in folders by the first two characters of their names. Nothing is made before it is needed. */
export function folderStorage(folder: string): Storage {
  const placeOf = (name: string) => join(folder, name.slice(0, 2));
  return {
    put: async (name, bytes) => {
      assertName(name);
      const place = placeOf(name);
      await mkdir(place, { recursive: true, mode: 0o700 });
      // Whole before it has its name, so that no crash leaves half a file under it.
      const unfinished = join(place, `${name}.${randomUUID()}.unfinished`);
      try {
        await writeFile(unfinished, bytes, { mode: 0o600, flag: 'wx', flush: true });
        await rename(unfinished, join(place, name));
      } finally {
        await rm(unfinished, { force: true });
      }
      // The names themselves, of the file and of its folder, are on the disk only now.
      for (const each of [place, folder]) await flushFolder(each);
    },
    get: async (name) => {
      assertName(name);
      try {
        return await readFile(join(placeOf(name), name));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },
    remove: async (name) => {
      assertName(name);
      await rm(join(placeOf(name), name), { force: true });
    },
  };
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
