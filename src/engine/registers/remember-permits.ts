import { readSetting } from '../settings/settings.ts';
import { dropOldRows, dropRow, findKept, keepRow } from './memory.store.ts';
import { numbersOf } from './remote-register.ts';
import { parseRow } from './remote-row.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.ts';
import type { Log } from '../../platform/log/log.ts';
import type { PermitRow } from '../define/register.ts';
import type { RegisterAnswer, RegisterSource } from './register-source.ts';
import type { PermitNumbers, RemoteRegister } from './remote-register.ts';

/** A register elsewhere as the engine sees one. Close it before the database. */
export type RememberedRegister = RegisterSource & { close: () => Promise<void> };

const setting = 'register.remembered-for';

/**
 * Remembers what a register elsewhere says of permits, so that one that does not answer can still be answered for, with
 * the time at which it was learnt. Remembering neither slows a look-up down nor makes it fail. `hold` has no effect:
 * nothing can be held on another machine, and what is remembered counts for submitting as for looking.
 * @param where which register this is: what one said is never taken for the answer of another
 */
export function remembering(
  register: RemoteRegister,
  { where, db, log }: { where: string; db: Database; log: Log },
): RememberedRegister {
  const writing = new Set<Promise<void>>();

  const note = (asked: PermitNumbers, row: PermitRow | null) => {
    const work = remember(db.query, { source: where, key: keyOf(asked) }, row)
      .catch((error: unknown) => log.error('register.memory', error))
      .finally(() => writing.delete(work));
    writing.add(work);
  };

  return {
    find: async (answers, over): Promise<RegisterAnswer> => {
      const asked = numbersOf(answers);
      try {
        // Whoever guards the register sets the time; no one takes it from here.
        const row = await register.find(asked, new AbortController().signal);
        note(asked, row);
        return { row, learntAt: null };
      } catch (error) {
        const remembered = await recall(over, { source: where, key: keyOf(asked) });
        if (!remembered) throw error;
        log.error('register.down', error, { source: 'permits', remembered: true });
        return remembered;
      }
    },
    close: async () => {
      await Promise.all(writing);
      await register.close();
    },
  };
}

/** Forgets what is older than the city lets it be remembered; returns how many permits that were. */
export async function forgetPermits(db: Database): Promise<number> {
  return dropOldRows(db.query, (await readSetting(db.query, setting)) ?? 0);
}

type Place = { source: string; key: string };

function keyOf({ contractorNumber, permitNumber, permitYear }: PermitNumbers): string {
  return `${contractorNumber} ${permitNumber}/${permitYear}`;
}

/** Keeps a row; a miss takes away what was kept. */
async function remember(db: Kysely<Schema>, place: Place, row: PermitRow | null): Promise<void> {
  const hours = (await readSetting(db, setting)) ?? 0;
  if (row === null || hours === 0) await dropRow(db, place);
  else await keepRow(db, place, row);
}

async function recall(db: Kysely<Schema>, place: Place): Promise<RegisterAnswer | null> {
  const hours = (await readSetting(db, setting)) ?? 0;
  const kept = await findKept(db, place, hours);
  if (!kept) return null;
  try {
    return { row: parseRow(kept.row), learntAt: kept.learnt_at };
  } catch {
    // Another version of the program kept it.
    return null;
  }
}
