import { todayAt } from '../../platform/clock/calendar.ts';
import { signClaims } from '../../platform/signing/cose.ts';
import { lookUpOf } from '../journey/walk.ts';
import { findRow, registerDown } from '../registers/look-up.ts';
import { listKeys } from './document-keys.store.ts';
import { DocumentKeyError } from './document-works.ts';
import { listClaims, listPurpose } from './withdrawal-list.ts';
import { findList, findListAge, findListable, replaceList } from './withdrawal-list.store.ts';
import type { KeyObject } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Listable, ListPlace } from './withdrawal-list.store.ts';
import type { SupersededDocument, WithdrawnDocument } from './withdrawal-list.ts';

/** What making the list ends in. But for `kept`, the last one stays, and tells its age. */
export type KeepListResult =
  | { kind: 'kept'; withdrawn: number; superseded: number }
  /** A register elsewhere was asked a short while ago: it is not asked for every document every ten minutes. */
  | { kind: 'early' }
  /** A register did not answer: a list that leaves out what it cannot know would be believed. */
  | { kind: 'register-down' }
  /** There is no key to sign it with. */
  | { kind: 'no-key' }
  /** Another worker has kept a newer one meanwhile. */
  | { kind: 'older' };

/** How many documents are read, and asked of a register in our own tables, at a time. */
const batch = 500;

/** How many are asked at a time of a register elsewhere, which serves others as well. */
const batchElsewhere = 8;

/** How long a register elsewhere is left alone, in seconds: a little less than the hour. */
const restElsewhere = 3300;

/**
 * Asks the registers of every document that is not long ended, signs which of them are no longer good, and keeps that in the
 * place of the last list. Its date is the moment at which asking began.
 */
export async function keepWithdrawalList(ctx: Context): Promise<KeepListResult> {
  const db = ctx.db.query;
  const { now, seconds } = await findListAge(db);
  const elsewhere = ctx.services.some((service) => service.issues !== null && isElsewhere(ctx, service.slug));
  if (elsewhere && seconds !== null && seconds < restElsewhere) return { kind: 'early' };
  const key = await newestKey(ctx);
  if (key === null) return { kind: 'no-key' };
  const found = await findNoLongerGood(ctx, now);
  if (found === null) return { kind: 'register-down' };
  const { withdrawn, superseded } = found;
  const claims = listClaims({ origin: ctx.documents.origin, issuedAt: now, withdrawn, superseded });
  const message = signClaims(claims, key.privateKey, listPurpose);
  const documents = withdrawn.length + superseded.length;
  if (!(await replaceList(db, { message, keyId: key.id, issuedAt: now, documents })))
    return { kind: 'older' };
  return { kind: 'kept', withdrawn: withdrawn.length, superseded: superseded.length };
}

/** The list that was signed last, as everybody may have it; null: none was yet. */
export async function readWithdrawalList(ctx: Context): Promise<{ message: Buffer; issuedAt: Date } | null> {
  return findList(ctx.db.query);
}

/** The key that signs now. One that cannot be read is logged: the list grows old, and says so to whoever looks. */
async function newestKey(ctx: Context): Promise<{ id: string; privateKey: KeyObject } | null> {
  const id = (await listKeys(ctx.db.query))[0]?.id;
  if (id === undefined) return null;
  try {
    return { id, privateKey: await ctx.documents.privateKey(id) };
  } catch (error) {
    if (!(error instanceof DocumentKeyError)) throw error;
    ctx.log.error('documents.list.no-key', error);
    return null;
  }
}

/** Null: a register did not answer. */
async function findNoLongerGood(
  ctx: Context,
  now: Date,
): Promise<{ withdrawn: WithdrawnDocument[]; superseded: SupersededDocument[] } | null> {
  const { portal } = await ctx.settings.now();
  const today = todayAt(now);
  const since = today.subtract({ days: portal['documents.list-days'].value }).toString();
  const withdrawn: WithdrawnDocument[] = [];
  const superseded: SupersededDocument[] = [];
  let after: ListPlace | null = null;
  for (;;) {
    const some: Listable[] = await findListable(ctx.db.query, {
      since,
      today: today.toString(),
      after,
      limit: batch,
    });
    for (const { id, newer } of some) if (newer !== null) superseded.push({ id, by: newer });
    const days = await withdrawalsOf(ctx, some);
    if (days === null) return null;
    for (const [index, { id }] of some.entries()) {
      const on = days[index];
      if (typeof on === 'string') withdrawn.push({ id, on });
    }
    const last = some.at(-1);
    if (last === undefined || some.length < batch) return { withdrawn, superseded };
    after = { until: last.until, id: last.id };
  }
}

/** Since when what each document was issued for is withdrawn, or null; null for all: a register did not answer. */
async function withdrawalsOf(ctx: Context, some: readonly Listable[]): Promise<(string | null)[] | null> {
  const days: (string | null)[] = [];
  let at = 0;
  while (at < some.length) {
    const size = isElsewhere(ctx, some[at]?.service ?? '') ? batchElsewhere : batch;
    // Asked at once, they travel together.
    const asked = await Promise.all(some.slice(at, at + size).map((each) => withdrawnOn(ctx, each)));
    for (const day of asked) {
      if (day === registerDown) return null;
      days.push(day);
    }
    at += size;
  }
  return days;
}

async function withdrawnOn(ctx: Context, document: Listable): Promise<string | null | typeof registerDown> {
  const service = ctx.services.find(({ slug }) => slug === document.service);
  if (!service?.issues) return null;
  const found = await findRow(ctx, lookUpOf(service), document.answers, ctx.db.query, { hold: false });
  if (found === registerDown) return registerDown;
  // What is remembered may be of before a withdrawal; one that it knows of holds.
  const on = found.row === null ? null : service.issues.withdrawnOn(found.row);
  return on === null && found.learntAt !== null ? registerDown : on;
}

function isElsewhere(ctx: Context, slug: string): boolean {
  const service = ctx.services.find((each) => each.slug === slug);
  return service !== undefined && ctx.sources[lookUpOf(service).register.source]?.terms === undefined;
}
