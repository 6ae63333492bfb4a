import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { keyedDigits, keyedHash } from '../../platform/ids/secret.ts';
import { count } from '../../platform/limits/count.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { raiseAlarm } from '../notifications/raise-alarm.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Context } from '../context.ts';
import type { SettingsToday } from '../settings/settings.ts';

/** How long a code is good, in minutes. An older one stays good beside a newer, within its own time. */
export const codeMinutes = 10;

/**
 * What asking for a code ends in. `wait`: one was sent a moment ago. `limited`: too many, of whatever kind. `gone`: the
 * draft was submitted or deleted meanwhile.
 */
export type SendResult =
  | { kind: 'sent' }
  | { kind: 'wait'; seconds: number }
  | { kind: 'limited'; what: string; seconds: number }
  | { kind: 'gone' };

/**
 * Sends a code to a phone, for one draft. The digits are never stored: they follow from the code's id and the
 * secret, so that the worker can make them at the moment of sending and a retry sends the same ones.
 */
export async function sendSmsCode(
  ctx: Context,
  settings: SettingsToday,
  request: { draftId: string; phone: string; lang: Lang; address: string },
): Promise<SendResult> {
  const { draftId, phone, lang, address } = request;
  const limits = settings.portal['limits.sms-codes'].value;
  const newest = await newestCode(ctx.db.query, draftId, phone);
  if (newest !== null && newest.age < limits.wait) return { kind: 'wait', seconds: limits.wait - newest.age };

  const budgets = (add: number) => [
    { what: 'phone', whom: phone, ...limits.phone, add },
    // Numbers of one block of ten thousand: who pumps SMS walks along such a block.
    { what: 'range', whom: phone.slice(0, -4), ...limits.range, add },
    { what: 'address', whom: `sms ${address}`, ...limits.address, add },
    { what: 'all', whom: 'sms', ...limits.all, add },
  ];
  const counts = await count(ctx.db, ctx.secret, budgets(1));
  const over = counts.find((each) => each.over);
  if (over) {
    ctx.log.warn('codes.limit.alarm', { what: over.what, count: over.count });
    if (over.what === 'all')
      await raiseAlarm(ctx, 'codes', { ar: String(over.count), en: String(over.count) });
    return { kind: 'limited', what: over.what, seconds: over.anewIn };
  }

  const id = randomUUID();
  const messageId = randomUUID();
  const result = await ctx.db.query.transaction().execute(async (trx): Promise<SendResult> => {
    // A form sent twice at once sends one code: the second waits here, and then finds the first one's.
    const { rows } = await sql`select from drafts where id = ${draftId}::uuid for update`.execute(trx);
    if (rows.length === 0) return { kind: 'gone' };
    const other = await newestCode(trx, draftId, phone);
    if (other !== null && other.age < limits.wait) return { kind: 'wait', seconds: limits.wait - other.age };
    await trx
      .insertInto('sms_codes')
      .values({
        id,
        draft_id: draftId,
        phone,
        prefix: codePrefix(ctx.secret, id),
        hash: hashOf(ctx.secret, draftId, phone, codeDigits(ctx.secret, id)),
        expires_at: sql`moment() + make_interval(mins => ${codeMinutes})`,
      })
      .execute();
    await trx
      .insertInto('messages')
      .values({ id: messageId, kind: 'code', phone, lang, code_id: id })
      .execute();
    await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId });
    return { kind: 'sent' };
  });
  if (result.kind === 'sent') ctx.jobs.nudge(sendMessageQueue);
  else await count(ctx.db, ctx.secret, budgets(-1));
  return result;
}

/** The newest code that is still good: what the page says of it. `age` in whole seconds. */
export async function newestCode(
  db: Kysely<Schema>,
  draftId: string,
  phone: string,
): Promise<{ prefix: string; age: number } | null> {
  const row = await db
    .selectFrom('sms_codes')
    .select(['prefix', sql<number>`floor(extract(epoch from moment() - created_at))::int`.as('age')])
    .where('draft_id', '=', draftId)
    .where('phone', '=', phone)
    .where('expires_at', '>', sql<Date>`moment()`)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** What checking a code ends in. */
export type CheckResult = { kind: 'right' } | { kind: 'wrong' } | { kind: 'limited'; seconds: number };

/**
 * Is this one of the codes sent to this phone for this draft, within its time? Tries are counted per phone, over all
 * its codes and drafts, before the code is looked at: a hundred tries at once are a hundred tries. A right one is
 * taken off the count again.
 */
export async function checkSmsCode(
  ctx: Context,
  settings: SettingsToday,
  request: { draftId: string; phone: string; digits: string },
): Promise<CheckResult> {
  const { draftId, phone, digits } = request;
  const tries = { what: 'wrong codes', whom: phone, ...settings.portal['limits.wrong-codes'].value.phone };
  const [counted] = await count(ctx.db, ctx.secret, [{ ...tries, add: 1 }]);
  if (counted?.over) {
    ctx.log.warn('codes.wrong.alarm', { count: counted.count });
    return { kind: 'limited', seconds: counted.anewIn };
  }
  const right = await ctx.db.query
    .selectFrom('sms_codes')
    .select('id')
    .where('draft_id', '=', draftId)
    .where('phone', '=', phone)
    .where('hash', '=', hashOf(ctx.secret, draftId, phone, digits))
    .where('expires_at', '>', sql<Date>`moment()`)
    .executeTakeFirst();
  if (!right) return { kind: 'wrong' };
  await count(ctx.db, ctx.secret, [{ ...tries, add: -1 }]);
  return { kind: 'right' };
}

/** The digits of a code, from its id. Only the worker that sends it, and the hash, come from here. */
export function codeDigits(secret: string, codeId: string): string {
  return keyedDigits(secret, ['sms code', codeId]);
}

/** Two letters before the digits, so that a person sees which of several messages is meant. They are no secret. */
function codePrefix(secret: string, codeId: string): string {
  const letters = 'HKMQRWXY';
  const bytes = keyedHash(secret, 'sms code prefix', codeId);
  return [bytes[0] ?? 0, bytes[1] ?? 0].map((byte) => letters[byte % letters.length]).join('');
}

function hashOf(secret: string, draftId: string, phone: string, digits: string): Buffer {
  return keyedHash(secret, 'sms code hash', draftId, phone, digits);
}
