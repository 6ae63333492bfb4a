import { randomUUID } from 'node:crypto';
import { hasEnded, stateOf } from '../applications/application.ts';
import { givePhone } from '../applications/give-phone.ts';
import { holdApplication } from '../applications/hold-application.ts';
import { record } from '../audit/record.ts';
import { applicationSms } from '../notifications/application-sms.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { writeMessage } from '../notifications/write-message.ts';
import { findDueChanges, findPhoneChange, movePhoneChange } from './phone-changes.store.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { HeldApplication } from '../applications/hold-application.ts';
import type { Origin } from '../audit/record.ts';
import type { Context } from '../context.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { PhoneChange } from './phone-change.ts';

/** The queue of phones whose wait is over. */
export const settlePhonesQueue = 'settle-phone-changes';

/** How many are done in one run. */
const mostAtOnce = 500;

/**
 * Does the changes of phones whose wait is over: a number that the register has for the permit is the application's from now on;
 * any other waits for the office. Each in a transaction of its own that has the application locked, as stopping does. Answers how
 * many were moved on.
 */
export async function settlePhoneChanges(ctx: Context): Promise<number> {
  const settings = await ctx.settings.now();
  const due = await findDueChanges(ctx.db.query, mostAtOnce);
  let settled = 0;
  for (const id of due) if (await settle(ctx, settings, id)) settled += 1;
  if (settled > 0) ctx.jobs.nudge(sendMessageQueue);
  return settled;
}

async function settle(ctx: Context, settings: SettingsToday, id: number): Promise<boolean> {
  const seen = await findPhoneChange(ctx.db.query, id);
  if (seen === null) return false;
  return ctx.db.query.transaction().execute(async (trx) => {
    const application = await holdApplication(trx, seen.applicationId);
    const change = await findPhoneChange(trx, id);
    if (!application || change?.state !== 'waiting') return false;
    if (!stillFits(application, change)) return movePhoneChange(trx, id, 'void');
    if (application.found?.phone !== change.newPhone) return movePhoneChange(trx, id, 'to-confirm');
    return changePhone(ctx, trx, settings, application, change, null, {
      actor: { kind: 'system' },
      place: 'worker',
    });
  });
}

/** Is the application open, and does it still have the phone that was told? */
export function stillFits(application: HeldApplication, { oldPhone, newPhone }: PhoneChange): boolean {
  return !hasEnded(stateOf(application.events)) && application.phone === oldPhone && newPhone !== null;
}

/** Gives an application its other phone, in the transaction `trx`, which has it locked, and tells both phones. */
export async function changePhone(
  ctx: Context,
  trx: Transaction<Schema>,
  settings: SettingsToday,
  application: HeldApplication,
  change: PhoneChange,
  by: { id: number; name: string } | null,
  origin: Origin,
): Promise<boolean> {
  const service = ctx.services.find(({ slug }) => slug === application.service);
  const phone = change.newPhone;
  if (!service || phone === null) return false;
  if (!(await movePhoneChange(trx, change.id, 'changed', by))) return false;
  const { id, lang, reference } = application;
  const ofRegister = await givePhone(trx, settings, service, application, phone);
  const text = applicationSms(
    settings,
    service,
    { lang, reference, origin: ctx.publicUrl },
    { kind: 'phone-changed' },
  );
  for (const each of [phone, application.phone]) {
    const message = {
      id: randomUUID(),
      kind: 'phone-changed',
      applicationId: id,
      eventId: null,
      phone: each,
      lang,
      text,
    } as const;
    await writeMessage(ctx, trx, message);
  }
  await record(trx, {
    ...origin,
    action: 'phone.changed',
    subject: `application:${id}`,
    data: { change: change.id, ofRegister },
  });
  return true;
}
