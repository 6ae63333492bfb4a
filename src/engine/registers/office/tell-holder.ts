import { randomUUID } from 'node:crypto';
import { applicationSms } from '../../notifications/application-sms.ts';
import { sendMessageQueue } from '../../notifications/queue.ts';
import { findHolder, insertActMessage } from './acts.store.ts';
import { subjectsOfPermit } from './open-permit.ts';
import { servicesOfRegister } from './where-register.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../../platform/db/schema.ts';
import type { Context } from '../../context.ts';
import type { Bilingual } from '../../define/setting-form.ts';
import type { SettingsToday } from '../../settings/settings.ts';
import type { PermitRecord } from './register-rows.ts';

/**
 * Writes the SMS that tells the holder of a permit that it was withdrawn or restored, and its job, in the transaction that
 * does it. In the language in which its last application was made. `false`: nobody has left a phone.
 */
export async function tellHolder(
  ctx: Context,
  trx: Transaction<Schema>,
  settings: SettingsToday,
  {
    kind,
    permit,
    event,
    day,
    reason,
  }: {
    kind: 'withdrawn' | 'restored';
    permit: PermitRecord;
    event: number;
    day: string;
    reason: Bilingual;
  },
): Promise<boolean> {
  const [service] = servicesOfRegister(ctx);
  const holder = await findHolder(trx, permit.id, subjectsOfPermit(ctx, permit));
  if (service === undefined || holder === null) return false;
  const of = { lang: holder.lang, reference: '', origin: ctx.publicUrl };
  const facts = {
    kind,
    permit: `${permit.number}/${permit.year}`,
    since: Temporal.PlainDate.from(day),
    reason,
  };
  const id = randomUUID();
  const text = applicationSms(settings, service, of, facts);
  await insertActMessage(trx, { id, kind, event, text, ...holder });
  await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId: id });
  return true;
}
