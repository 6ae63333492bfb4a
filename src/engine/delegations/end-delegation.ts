import { record, staffOrigin } from '../audit/record.ts';
import { writeEnded } from './delegations.store.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../staff/person.ts';

/** What ending a delegation ends in. `not-found`: there is none that this person may end, or it is over. */
export type EndResult = { kind: 'ended' } | { kind: 'not-found' };

/** Ends a delegation before its last day: who gave it may, and who has it. What was confirmed by it stays confirmed. */
export async function endDelegation(ctx: Context, actor: Actor, id: number): Promise<EndResult> {
  return ctx.db.query.transaction().execute(async (trx): Promise<EndResult> => {
    if (!(await writeEnded(trx, id, actor.id))) return { kind: 'not-found' };
    await record(trx, {
      ...staffOrigin(actor),
      action: 'delegation.ended',
      subject: `delegation:${id}`,
    });
    return { kind: 'ended' };
  });
}
