import { randomUUID } from 'node:crypto';
import { hashKey } from '../../platform/ids/secret.ts';
import { record } from '../audit/record.ts';
import { lookUpOf } from '../journey/walk.ts';
import { applicationSms } from '../notifications/application-sms.ts';
import { linkPlace, linkToken } from '../notifications/links.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { isOurs, servicesOfRegister } from '../registers/office/where-register.ts';
import { isOpen, judgeRenewal } from './judge-renewal.ts';
import { rungToTell } from './reminder.ts';
import {
  claimTellings,
  findAgreedPermits,
  findConsents,
  findTold,
  finishReminder,
  insertReminderMessage,
} from './reminders.store.ts';
import type { Context } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { ReminderValues } from '../define/reminders.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { Agreed, Telling } from './reminders.store.ts';

/** A register did not answer for somebody: the job is tried again, and tells only what is not told. */
class RegisterAway extends Error {
  override name = 'RegisterAway';
}

/** How many are judged at a time; a register in our own tables is asked once for all of them. */
const atATime = 50;

/**
 * Reminds whoever agreed to it of what ends soon: one message for each contractor and phone, with everything that reached a rung
 * of the ladder. It may be done any number of times, by any number of workers: a rung is claimed in the transaction that writes
 * its message. Returns how many messages there are to be sent.
 * @throws RegisterAway when a register did not answer for some; all others are told
 */
export async function remind(ctx: Context): Promise<number> {
  const settings = await ctx.settings.now();
  let written = 0;
  let away = false;
  for (const service of ctx.services) {
    const ladder = ladderOf(settings, service);
    if (ladder.length === 0) continue;
    const agreed = await findAgreed(ctx, service, settings, Math.max(...ladder));
    for (let at = 0; at < agreed.length; at += atATime) {
      const judged = await judgeAll(ctx, service, settings, ladder, agreed.slice(at, at + atATime));
      away ||= judged.away;
      for (const due of judged.due) written += (await tell(ctx, service, settings, due)) ? 1 : 0;
    }
  }
  if (written > 0) ctx.jobs.nudge(sendMessageQueue);
  ctx.log.info('reminders.written', { messages: written });
  if (away) throw new RegisterAway('A register did not answer for somebody who is to be reminded');
  return written;
}

/** Days before the end, as the city has set them; none for a service that does not remind. */
function ladderOf(settings: SettingsToday, service: Service): number[] {
  if (service.reminds === null) return [];
  const rungs = (settings.of(service)['reminder-ladder']?.value ?? []) as ReminderValues['reminder-ladder'];
  return rungs.map(({ days }) => days);
}

/** Whoever agreed, those of one contractor and phone together. Who agreed twice is there once. */
async function findAgreed(
  ctx: Context,
  service: Service,
  { today }: SettingsToday,
  mostDays: number,
): Promise<Agreed[][]> {
  const db = ctx.db.query;
  const all = await findConsents(db, service.slug);
  if (isOurs(ctx) && servicesOfRegister(ctx).includes(service))
    all.push(...(await findAgreedPermits(db, today.toString(), mostDays)));
  const { asks } = lookUpOf(service);
  const once = new Map<string, Agreed>();
  for (const each of all) {
    const key = JSON.stringify([each.phone, ...asks.map((name) => each.answers[name])]);
    if (!once.has(key)) once.set(key, each);
  }
  const groups = Map.groupBy(once.values(), ({ phone, answers }) =>
    JSON.stringify([phone, answers[asks[0] ?? '']]),
  );
  return [...groups.values()];
}

type Due = { phone: string; lang: Agreed['lang']; tellings: Telling[] };

async function judgeAll(
  ctx: Context,
  service: Service,
  settings: SettingsToday,
  ladder: readonly number[],
  groups: readonly Agreed[][],
): Promise<{ due: Due[]; away: boolean }> {
  let away = false;
  const judged = await Promise.all(
    groups.flat().map(async (agreed) => {
      const renewal = await judgeRenewal(ctx, service, agreed.answers, settings);
      if (renewal.kind === 'down') away = true;
      return [agreed, renewal] as const;
    }),
  );
  const mays = new Map(
    judged.flatMap(([agreed, renewal]) => (renewal.kind === 'may' ? [[agreed, renewal]] : [])),
  );
  const subjects = [...mays.values()].map(({ found }) => found.subject);
  const told = Map.groupBy(await findTold(ctx.db.query, service.slug, subjects), keyOf);
  const due = groups.map((group): Due => {
    const tellings = group.flatMap((agreed): Telling[] => {
      const renewal = mays.get(agreed);
      if (renewal === undefined) return [];
      const { subject, label } = renewal.found;
      const endsOn = renewal.endsOn.toString();
      const before = told.get(keyOf({ subject, endsOn, phone: agreed.phone })) ?? [];
      const rung = rungToTell(ladder, {
        today: settings.today,
        endsOn: renewal.endsOn,
        told: before.map((each) => each.rung),
      });
      return rung === null ? [] : [{ subject, endsOn, rung, answers: agreed.answers, label }];
    });
    return { phone: group[0]?.phone ?? '', lang: group.at(-1)?.lang ?? 'ar', tellings };
  });
  return { due: due.filter(({ tellings }) => tellings.length > 0), away };
}

function keyOf({ subject, endsOn, phone }: { subject: string; endsOn: string; phone: string }): string {
  return JSON.stringify([subject, endsOn, phone]);
}

/** Claims the rungs and writes the message that tells them; `false`: others told all of them meanwhile. */
function tell(
  ctx: Context,
  service: Service,
  settings: SettingsToday,
  { phone, lang, tellings }: Due,
): Promise<boolean> {
  const message = { id: randomUUID(), phone, lang };
  return ctx.db.query
    .transaction()
    .execute(async (trx) => {
      const still: Telling[] = [];
      for (const each of tellings)
        if (!(await isOpen(trx, service, each.subject, each.answers))) still.push(each);
      if (still.length === 0) return false;
      await insertReminderMessage(trx, message);
      const claimed = await claimTellings(trx, service.slug, message, still);
      if (claimed.length === 0) throw new NothingToTell();
      const told = still.filter(({ subject }) => claimed.includes(subject));
      const permits = told.map(({ label, endsOn }) => ({
        label,
        endsOn: Temporal.PlainDate.from(endsOn),
      }));
      const of = { lang, reference: '', origin: ctx.publicUrl };
      const text = applicationSms(settings, service, of, { kind: 'reminder', permits });
      const hash = text.includes(linkPlace) ? hashKey(linkToken(ctx.secret, 'reminder', message.id)) : null;
      await finishReminder(trx, message.id, text, hash);
      await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId: message.id });
      await record(trx, {
        actor: { kind: 'system' },
        place: 'worker',
        action: 'reminder.written',
        subject: `message:${message.id}`,
        data: { permits: permits.length, rungs: told.map(({ rung }) => rung) },
      });
      return true;
    })
    .catch((error: unknown) => {
      if (error instanceof NothingToTell) return false;
      throw error;
    });
}

/** Ends the transaction of a message that has nothing to tell. */
class NothingToTell extends Error {
  override name = 'NothingToTell';
}
