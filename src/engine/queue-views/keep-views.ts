import { cleanText } from '../../platform/i18n/fold.ts';
import { record, staffOrigin } from '../audit/record.ts';
import { mostNameCharacters, mostViews } from './view.ts';
import {
  deleteView,
  holdViews,
  insertView,
  readViewsTogether,
  writeName,
  writeOpensFirst,
} from './views.store.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../staff/person.ts';
import type { QueuePart, SavedView } from './view.ts';

/** What of a view's name cannot be. `taken`: another view of the same person has it. */
export type WrongName = { kind: 'invalid'; name: 'empty' | 'too-long' | 'taken' };

/** The views that a person keeps, in the order in which they were saved. */
export function listViews(ctx: Context, actor: Actor): Promise<SavedView[]> {
  return readViewsTogether(ctx.db.reads, actor.id);
}

/** Keeps a view of the queue under a name, for this person alone. */
export async function saveView(
  ctx: Context,
  actor: Actor,
  view: { name: string; part: QueuePart; reason: string },
): Promise<{ kind: 'saved'; id: number } | WrongName | { kind: 'too-many' }> {
  const name = cleanText(view.name);
  return ctx.db.query.transaction().execute(async (trx) => {
    const views = await holdViews(trx, actor.id);
    if (views.length >= mostViews) return { kind: 'too-many' };
    const wrong = wrongName(name, views);
    if (wrong !== null) return wrong;
    const id = await insertView(trx, actor.id, { ...view, name });
    await recordOf(trx, actor, 'view.saved', id, { part: view.part, reason: view.reason });
    return { kind: 'saved', id };
  });
}

/** Gives a view of this person another name. */
export async function renameView(
  ctx: Context,
  actor: Actor,
  id: number,
  typed: string,
): Promise<{ kind: 'renamed' } | WrongName | { kind: 'not-found' }> {
  const name = cleanText(typed);
  return ctx.db.query.transaction().execute(async (trx) => {
    const views = await holdViews(trx, actor.id);
    if (!views.some((view) => view.id === id)) return { kind: 'not-found' };
    const wrong = wrongName(
      name,
      views.filter((view) => view.id !== id),
    );
    if (wrong !== null) return wrong;
    await writeName(trx, id, name);
    await recordOf(trx, actor, 'view.changed', id, { what: 'name' });
    return { kind: 'renamed' };
  });
}

/** Deletes a view of this person. */
export async function forgetView(
  ctx: Context,
  actor: Actor,
  id: number,
): Promise<{ kind: 'deleted' } | { kind: 'not-found' }> {
  return ctx.db.query.transaction().execute(async (trx) => {
    const views = await holdViews(trx, actor.id);
    if (!views.some((view) => view.id === id)) return { kind: 'not-found' };
    await deleteView(trx, id);
    await recordOf(trx, actor, 'view.deleted', id);
    return { kind: 'deleted' };
  });
}

/** Lets the queue open with a view of this person, or no longer with it. */
export async function openFirst(
  ctx: Context,
  actor: Actor,
  id: number,
  first: boolean,
): Promise<{ kind: 'changed' } | { kind: 'not-found' }> {
  return ctx.db.query.transaction().execute(async (trx) => {
    const views = await holdViews(trx, actor.id);
    if (!views.some((view) => view.id === id)) return { kind: 'not-found' };
    await writeOpensFirst(trx, actor.id, first ? id : null);
    await recordOf(trx, actor, 'view.changed', id, { what: 'opens-first', first });
    return { kind: 'changed' };
  });
}

function wrongName(name: string, others: readonly SavedView[]): WrongName | null {
  if (name === '') return { kind: 'invalid', name: 'empty' };
  if (name.length > mostNameCharacters) return { kind: 'invalid', name: 'too-long' };
  return others.some((view) => view.name === name) ? { kind: 'invalid', name: 'taken' } : null;
}

function recordOf(
  trx: Transaction<Schema>,
  actor: Actor,
  action: 'view.saved' | 'view.changed' | 'view.deleted',
  id: number,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  return record(trx, { ...staffOrigin(actor), action, subject: `view:${id}`, data });
}
