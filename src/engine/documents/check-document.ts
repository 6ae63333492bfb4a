import { readDocumentCode } from '../../platform/ids/document-code.ts';
import { count } from '../../platform/limits/count.ts';
import { lookUpOf } from '../journey/walk.ts';
import { findRow, registerDown } from '../registers/look-up.ts';
import { findAnswers, findIssued, findNewerTerm } from './documents.store.ts';
import type { Context } from '../context.ts';
import type { Paper } from '../define/document.ts';
import type { Document, DocumentTerm, Frozen } from './document.ts';

/** Where a genuine document stands today. */
export type Standing =
  | { kind: 'valid' }
  | { kind: 'not-yet' }
  | { kind: 'ended' }
  /** A later term was issued, and has begun: until then this one is as good as it was. */
  | { kind: 'superseded'; by: DocumentTerm }
  | { kind: 'withdrawn'; on: string };

/** What is shown of a genuine document: enough to compare it with the paper. */
export type Checked = {
  service: string;
  code: string;
  paper: Paper;
  term: DocumentTerm;
  /** The city's conditions, as they stand on it. */
  conditions: Frozen['conditions'];
  standing: Standing;
  /** The register was not asked now: a withdrawal since may be missing. */
  registerDown: boolean;
};

/** What checking a code ends in. */
export type CheckResult =
  | { kind: 'genuine'; document: Checked }
  /** It was ours; its term ended so long ago that nothing else of it is kept. */
  | { kind: 'forgotten'; code: string; term: DocumentTerm }
  /** No document of ours has this code. */
  | { kind: 'unknown' }
  | { kind: 'invalid' }
  | { kind: 'limited'; retryAfter: number };

/**
 * Is there a document with this code, and where does it stand? Codes that are no document's are counted by address, and in
 * all for the alarm; what a right one counted is taken off again.
 */
export async function checkDocument(ctx: Context, address: string, typed: string): Promise<CheckResult> {
  const code = readDocumentCode(typed);
  if (code === null) return { kind: 'invalid' };
  const limits = (await ctx.settings.now()).portal['limits.document-checks'].value;
  const entry = (add: number) => [
    { what: 'document checks of an address', whom: address, ...limits.address, add },
    { what: 'document checks', whom: 'all', ...limits.all, add },
  ];
  // Counted before it is looked at, so that many tries at once are many tries.
  const [own, all] = await count(ctx.db, ctx.secret, entry(1));
  if (all?.over) ctx.log.warn('documents.misses.alarm', { what: all.what, count: all.count });
  if (own?.over) return { kind: 'limited', retryAfter: own.anewIn };
  const document = await findIssued(ctx.db.query, { code });
  if (document === null) return { kind: 'unknown' };
  await count(ctx.db, ctx.secret, entry(-1));
  if (document.erasedAt !== null) return { kind: 'forgotten', code: document.code, term: document.term };
  return { kind: 'genuine', document: await judge(ctx, document) };
}

async function judge(ctx: Context, document: Document): Promise<Checked> {
  const { service, code, term, frozen } = document;
  const { today } = await ctx.settings.now();
  const withdrawal = await findWithdrawal(ctx, document);
  const newer = await findNewerTerm(ctx.db.query, document, today.toString());
  const standing = ((): Standing => {
    // One that is announced for a day to come is good until that day.
    if (typeof withdrawal === 'object' && withdrawal !== null && withdrawal.on <= today.toString())
      return { kind: 'withdrawn', on: withdrawal.on };
    if (newer !== null) return { kind: 'superseded', by: newer };
    if (today.toString() > term.until) return { kind: 'ended' };
    return today.toString() < term.from ? { kind: 'not-yet' } : { kind: 'valid' };
  })();
  const { paper, conditions } = frozen;
  return { service, code, paper, term, conditions, standing, registerDown: withdrawal === 'down' };
}

/** Since when what the document was issued for is withdrawn, by the register's own word or what is remembered of it. */
async function findWithdrawal(ctx: Context, document: Document): Promise<{ on: string } | null | 'down'> {
  const service = ctx.services.find(({ slug }) => slug === document.service);
  if (!service?.issues) return null;
  const answers = await findAnswers(ctx.db.query, document.applicationId);
  const found = await findRow(ctx, lookUpOf(service), answers, ctx.db.query, { hold: false });
  if (found === registerDown) return 'down';
  if (found.row === null) return found.learntAt === null ? null : 'down';
  const on = service.issues.withdrawnOn(found.row);
  if (on !== null) return { on };
  // What is remembered may be of before a withdrawal.
  return found.learntAt === null ? null : 'down';
}
