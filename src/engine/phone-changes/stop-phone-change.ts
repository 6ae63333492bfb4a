import { hashKey } from '../../platform/ids/secret.ts';
import { holdApplication } from '../applications/hold-application.ts';
import { placeOf, record } from '../audit/record.ts';
import { isOpen } from './phone-change.ts';
import { findByStopHash, movePhoneChange } from './phone-changes.store.ts';
import type { Context, Visitor } from '../context.ts';
import type { PhoneChange } from './phone-change.ts';

/** The change that a link of a message stops; null: there never was such a link. Changes nothing. */
export async function findStoppable(ctx: Context, token: string): Promise<PhoneChange | null> {
  return /^[A-Za-z0-9_-]{22}$/.test(token) ? findByStopHash(ctx.db.query, hashKey(token)) : null;
}

/**
 * Stops a change of the phone, by whoever has the phone from before: as long as it is not done. The application is locked, so
 * that of stopping and changing exactly one happens. `too-late`: it was changed, or is not to be done any more.
 */
export async function stopPhoneChange(
  ctx: Context,
  visitor: Visitor,
  token: string,
): Promise<'stopped' | 'too-late' | 'unknown'> {
  const seen = await findStoppable(ctx, token);
  if (seen === null) return 'unknown';
  return ctx.db.query.transaction().execute(async (trx) => {
    await holdApplication(trx, seen.applicationId);
    const change = await findByStopHash(trx, hashKey(token));
    if (change === null || !isOpen(change)) return change?.state === 'stopped' ? 'stopped' : 'too-late';
    await movePhoneChange(trx, change.id, 'stopped');
    await record(trx, {
      actor: { kind: 'contractor' },
      place: placeOf(ctx.secret, visitor.address),
      action: 'phone.stopped',
      subject: `application:${seen.applicationId}`,
      data: { change: change.id },
    });
    return 'stopped';
  });
}
