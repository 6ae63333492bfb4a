import { record } from '../audit/record.ts';
import { readReceipt } from '../applications/read-receipt.ts';
import { lookUpOf } from '../journey/walk.ts';
import { endConsent, findRemindable, insertConsent, stopPhone } from './consents.store.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Context, Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { Remindable } from './consents.store.ts';

/**
 * Whether the holder of a receipt is asked, and has agreed, to be reminded before the new term ends. Null: they are not asked. The
 * phone must be proven: else one person would agree for another. Nor is anybody asked where nobody is reminded.
 */
export async function askedToAgree(
  ctx: Context,
  service: Service,
  applicationId: number,
): Promise<{ agreed: boolean } | null> {
  const found = await findAskable(ctx, service, applicationId);
  return found && { agreed: found.agreed };
}

async function findAskable(
  ctx: Context,
  service: Service,
  applicationId: number,
): Promise<Remindable | null> {
  if (service.reminds === null) return null;
  const rungs = (await ctx.settings.now()).of(service)['reminder-ladder']?.value as unknown[];
  if (rungs.length === 0) return null;
  const found = await findRemindable(ctx.db.query, applicationId);
  if (found === null || found.proof.sms?.phone !== found.phone) return null;
  const { asks } = lookUpOf(service);
  return { ...found, answers: Object.fromEntries(asks.map((name) => [name, found.answers[name] ?? ''])) };
}

/** What agreeing, or taking it back, ends in. */
export type AgreeResult = { kind: 'done' } | { kind: 'not-yours' };

/**
 * Keeps that the holder of the receipt in this browser agrees to be reminded, or no longer does: who, when, in which language and
 * through what. Pressing twice changes nothing.
 */
export async function agree(
  ctx: Context,
  visitor: Visitor,
  request: { service: Service; reference: string; yes: boolean; place: string },
): Promise<AgreeResult> {
  const { service, reference, yes, place } = request;
  const application = await readReceipt(ctx, visitor, service);
  if (application === null || application.reference !== reference) return { kind: 'not-yours' };
  const found = await findAskable(ctx, service, application.id);
  if (found === null) return { kind: 'not-yours' };
  await ctx.db.query.transaction().execute(async (trx) => {
    if (!(yes ? await insertConsent(trx, found) : await endConsent(trx, found))) return;
    await record(trx, {
      actor: { kind: 'contractor' },
      place,
      action: yes ? 'reminder.agreed' : 'reminder.stopped',
      subject: `application:${found.id}`,
      data: { through: 'receipt', lang: found.lang },
    });
  });
  return { kind: 'done' };
}

/** Stops all reminders to a phone, within a transaction. Doing it twice changes nothing. */
export async function stopReminders(
  trx: Transaction<Schema>,
  {
    phone,
    through,
    place,
    subject,
  }: { phone: string; through: 'link' | 'sms'; place: string; subject: string },
): Promise<void> {
  if (!(await stopPhone(trx, phone, through))) return;
  await record(trx, {
    actor: { kind: 'contractor' },
    place,
    action: 'reminder.stopped',
    subject,
    data: { through },
  });
}
