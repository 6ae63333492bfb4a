import { countOpenObjections, findObjections, listObjections } from './objections.store.ts';
import type { Context } from '../context.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Objection } from './objection.ts';
import type { ListedObjection } from './objections.store.ts';

/** Objections as the office lists them. `today`: `YYYY-MM-DD`. */
export type ObjectionList = { open: ListedObjection[]; answered: ListedObjection[]; today: string };

/** How many of each are listed. */
const mostListed = 200;

/** What waits for an answer, and what was answered lately. Whoever shows it records the read. */
export async function readObjections(ctx: Context): Promise<ObjectionList> {
  const { today } = await ctx.settings.now();
  const [open, answered] = await Promise.all([
    listObjections(ctx.db.reads, 'open', mostListed),
    listObjections(ctx.db.reads, 'answered', mostListed),
  ]);
  return { open, answered, today: today.toString() };
}

/** How many wait for an answer. */
export function openObjections(ctx: Context): Promise<number> {
  return countOpenObjections(ctx.db.reads);
}

export type { ListedObjection };

/** The objections of an application, the oldest first. */
export function objectionsOf(db: Kysely<Schema>, applicationId: number): Promise<Objection[]> {
  return findObjections(db, applicationId);
}
