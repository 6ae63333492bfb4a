import { holdApplication } from '../applications/hold-application.ts';
import { record, staffOrigin } from '../audit/record.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { may } from '../staff/roles.ts';
import { findPhoneChange, findPhoneChanges, findToConfirm, movePhoneChange } from './phone-changes.store.ts';
import { changePhone, stillFits } from './settle-phone-changes.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { PhoneChange } from './phone-change.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../review/actor.ts';

/** What the office's word on another phone ends in. `over`: it is not to be done any more, whoever ended it. */
export type ConfirmPhoneResult =
  | { kind: 'changed' | 'declined'; applicationId: number }
  | { kind: 'over'; applicationId: number }
  | { kind: 'not-allowed' }
  | { kind: 'not-found' };

/**
 * Confirms or declines another phone that is not the one of the register, once its wait is over: a code proves the phone, not who
 * the contractor is. The application is locked, so it happens once.
 */
export async function confirmPhoneChange(
  ctx: Context,
  actor: Actor,
  wanted: { id: number; confirm: boolean },
): Promise<ConfirmPhoneResult> {
  if (!may(actor.role, 'phone.confirm')) return { kind: 'not-allowed' };
  const seen = await findPhoneChange(ctx.db.query, wanted.id);
  if (seen === null) return { kind: 'not-found' };
  const { applicationId } = seen;
  const settings = await ctx.settings.now();
  const by = { id: actor.id, name: actor.name };
  const result = await ctx.db.query.transaction().execute(async (trx): Promise<ConfirmPhoneResult> => {
    const application = await holdApplication(trx, applicationId);
    const change = await findPhoneChange(trx, wanted.id);
    if (!application || change?.state !== 'to-confirm') return { kind: 'over', applicationId };
    if (!stillFits(application, change)) {
      await movePhoneChange(trx, change.id, 'void');
      return { kind: 'over', applicationId };
    }
    if (wanted.confirm) {
      await changePhone(ctx, trx, settings, application, change, by, staffOrigin(actor));
      return { kind: 'changed', applicationId };
    }
    await movePhoneChange(trx, change.id, 'declined', by);
    await record(trx, {
      ...staffOrigin(actor),
      action: 'phone.declined',
      subject: `application:${applicationId}`,
      data: { change: change.id },
    });
    return { kind: 'declined', applicationId };
  });
  if (result.kind === 'changed') ctx.jobs.nudge(sendMessageQueue);
  return result;
}

/** The applications whose other phone waits for the office, some of them. */
export function phonesToConfirm(ctx: Context): Promise<{ applicationId: number; reference: string }[]> {
  const mostShown = 10;
  return findToConfirm(ctx.db.reads, mostShown);
}

/** The other phones that were asked for, for an application, the oldest first. */
export function phoneChangesOf(db: Kysely<Schema>, applicationId: number): Promise<PhoneChange[]> {
  return findPhoneChanges(db, applicationId);
}
