import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { keyedDigits, keyedHash } from '../../platform/ids/secret.ts';
import { count } from '../../platform/limits/count.ts';
import { drawCode } from '../../platform/screen-code/picture.ts';
import { checkProofOfWork } from '../../platform/screen-code/proof-of-work.ts';
import { speakCode } from '../../platform/screen-code/sound.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Context } from '../context.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { CheckResult } from './sms-code.ts';

/** How long a code on the screen is good, in minutes. */
export const screenCodeMinutes = 10;

/** The code on the screen of a draft: the one that waits for an answer, or a new one. Returns its id. */
export async function currentScreenCode(ctx: Context, draftId: string): Promise<string> {
  const waiting = await ctx.db.query
    .selectFrom('screen_codes')
    .select('id')
    .where('draft_id', '=', draftId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`moment() + interval '1 minute'`)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return waiting?.id ?? newScreenCode(ctx, draftId);
}

/** Draws another code; the ones before can no longer be answered. */
export async function newScreenCode(ctx: Context, draftId: string): Promise<string> {
  const id = randomUUID();
  await ctx.db.query.transaction().execute(async (trx) => {
    await trx.deleteFrom('screen_codes').where('draft_id', '=', draftId).execute();
    await trx
      .insertInto('screen_codes')
      .values({
        id,
        draft_id: draftId,
        hash: hashOf(ctx.secret, id, digitsOf(ctx.secret, id)),
        expires_at: sql`moment() + make_interval(mins => ${screenCodeMinutes})`,
      })
      .execute();
  });
  return id;
}

/** The picture of a code, PNG; `null` when it is over, or belongs to a draft that this browser does not hold. */
export async function screenCodePicture(ctx: Context, code: CodeOfHolder): Promise<Buffer | null> {
  return (await isWaiting(ctx, code)) ? drawCode(digitsOf(ctx.secret, code.id)) : null;
}

/** The code spoken, WAV: for one code and language always the same bytes, since browsers fetch a sound in parts. */
export async function screenCodeSound(ctx: Context, code: CodeOfHolder, lang: Lang): Promise<Buffer | null> {
  if (!(await isWaiting(ctx, code))) return null;
  const seed = keyedHash(ctx.secret, 'screen code sound', code.id).readInt32LE();
  return speakCode(digitsOf(ctx.secret, code.id), lang, seed);
}

/** A code on the screen, and the browser that asks for it. */
type CodeOfHolder = { id: string; holder: Buffer };

async function isWaiting(ctx: Context, { id, holder }: CodeOfHolder): Promise<boolean> {
  const row = await ctx.db.query
    .selectFrom('screen_codes as c')
    .innerJoin('drafts as d', 'd.id', 'c.draft_id')
    .select('c.id')
    .where('c.id', '=', id)
    .where('d.holder', '=', holder)
    .where('c.used_at', 'is', null)
    .where('c.expires_at', '>', sql<Date>`moment()`)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Is this the code on the screen? One answer uses it up, right or wrong. `work` is the proof of work that the
 * browser sent; a browser without JavaScript sends none, and pays with a stricter count of tries instead.
 */
export async function checkScreenCode(
  ctx: Context,
  settings: SettingsToday,
  request: { draftId: string; digits: string; work: string; address: string },
): Promise<CheckResult> {
  const worked = await spendWork(ctx, request.work);
  const limit = settings.portal['limits.wrong-codes'].value.address;
  const allowed = worked ? limit : { ...limit, max: Math.ceil(limit.max / 3) };
  const tries = { what: 'screen codes', whom: request.address, ...allowed };
  const [counted] = await count(ctx.db, ctx.secret, [{ ...tries, add: 1 }]);
  if (counted?.over) {
    ctx.log.warn('codes.screen.alarm', { count: counted.count, worked });
    return { kind: 'limited', seconds: counted.anewIn };
  }
  const used = await ctx.db.query
    .updateTable('screen_codes')
    .set({ used_at: sql<Date>`moment()` })
    .where('draft_id', '=', request.draftId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`moment()`)
    .returning(['id', 'hash'])
    .execute();
  const right = used.some((code) => code.hash.equals(hashOf(ctx.secret, code.id, request.digits)));
  if (!right) return { kind: 'wrong' };
  await count(ctx.db, ctx.secret, [{ ...tries, add: -1 }]);
  return { kind: 'right' };
}

/** Was work proven? A proof verifies any number of times, so it is spent: the second time it counts for nothing. */
async function spendWork(ctx: Context, work: string): Promise<boolean> {
  if (work === '') return false;
  const checked = await checkProofOfWork(ctx.secret, work);
  if (!checked.ok) return false;
  const spent = await ctx.db.query
    .insertInto('spent_work')
    .values({ id: checked.id, expires_at: sql`moment() + interval '1 day'` })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute();
  return spent.length === 1;
}

function digitsOf(secret: string, id: string): string {
  return keyedDigits(secret, ['screen code', id]);
}

function hashOf(secret: string, id: string, digits: string): Buffer {
  return keyedHash(secret, 'screen code hash', id, digits);
}
