import { record, staffOrigin } from '../audit/record.ts';
import { returnForCompletion } from '../applications/return-for-completion.ts';
import { completeByOf } from '../settings/of-service.ts';
import { findCase } from './cases.store.ts';
import { cameSince, holdCase } from './decide.ts';
import { deleteLease } from './leases.store.ts';
import { serviceOf } from './open-case.ts';
import { readReturn } from './read-return.ts';
import { readRevision } from './revision.ts';
import type { Context } from '../context.ts';
import type { Actor } from './actor.ts';
import type { NotAllowed } from './allowed.ts';
import type { InvalidReturn } from './read-return.ts';
import type { Held } from './take-application.ts';
import type { Changes } from './what-changed.ts';

/** What returning an application ends in. */
export type ReturnResult =
  | { kind: 'returned'; finalAt: Date; completeBy: string }
  /** To be looked at again: nothing was returned. */
  | { kind: 'changed'; changes: Changes }
  | InvalidReturn
  | { kind: 'invalid-revision' }
  | { kind: 'not-found' }
  | Held
  | NotAllowed;

/**
 * Returns an application to its contractor, who is to complete the named answers: as a decision is taken, in one
 * transaction, by one of many at once, seen by the office only for a minute, in which it may be undone. What the register
 * says is not asked: nothing is decided by it.
 */
export async function returnApplication(
  ctx: Context,
  actor: Actor,
  wanted: { id: number; revision: string; fields: readonly string[]; words: string },
): Promise<ReturnResult> {
  const { id } = wanted;
  const seen = readRevision(wanted.revision);
  if (seen === null) return { kind: 'invalid-revision' };
  const application = await findCase(ctx.db.query, id);
  if (application === null) return { kind: 'not-found' };
  const service = serviceOf(ctx, application);
  const read = readReturn(service, wanted);
  if (read.kind !== 'return') return read;
  const { fields, words } = read;
  const completeBy = completeByOf(await ctx.settings.now(), service).toString();
  return ctx.db.query.transaction().execute(async (trx): Promise<ReturnResult> => {
    const held = await holdCase(trx, actor, { id, kind: 'return', twoPairs: false });
    // A return is one person's, whoever filed the application.
    if (held.kind === 'own-filing') throw new Error('A return is not decided by two');
    if (held.kind !== 'yours') return held;
    const changes = await cameSince(trx, actor, held.application, seen);
    if (changes !== null) return { kind: 'changed', changes };
    await deleteLease(trx, id);
    await record(trx, {
      ...staffOrigin(actor),
      action: 'application.returned',
      subject: `application:${id}`,
      data: { fields, completeBy },
    });
    const by = { id: actor.id, name: actor.name };
    const { finalAt } = await returnForCompletion(ctx, trx, id, { fields, words, completeBy }, by);
    return { kind: 'returned', finalAt, completeBy };
  });
}
