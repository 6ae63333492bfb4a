import { record, staffOrigin } from '../audit/record.ts';
import { closeApplication } from '../applications/close-application.ts';
import { adjustTerm } from './adjust-term.ts';
import { whyNotAllowed } from './allowed.ts';
import { askRegister, settingsOfBothDays } from './ask-register.ts';
import { findCase, lockCase } from './cases.store.ts';
import { judgeApproval, RegisterDown } from './judge-approval.ts';
import { deleteLease, findLease, takeLease } from './leases.store.ts';
import { whoFiled } from '../counter/who-filed.ts';
import { findNotes } from './notes.store.ts';
import { refusalReasons, serviceOf } from './open-case.ts';
import { batchOf, keeping } from './in-batch.ts';
import { auditOf, needsConfirming, prepareDecision } from './prepare-decision.ts';
import { readRefusal } from './read-refusal.ts';
import { readRevision } from './revision.ts';
import { whatCame, whatChanged } from './what-changed.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { TermGiven } from '../applications/application.ts';
import type { Decided } from '../applications/close-application.ts';
import type { Context } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { Actor } from './actor.ts';
import type { InvalidTerm, TypedTerm } from './adjust-term.ts';
import type { Action, NotAllowed } from './allowed.ts';
import type { BothDays, Judgement } from './ask-register.ts';
import type { OfficeApplication } from './cases.store.ts';
import type { InBatch } from './in-batch.ts';
import type { NotApprovable } from './judge-approval.ts';
import type { InvalidRefusal } from './read-refusal.ts';
import type { Revision } from './revision.ts';
import type { Changes } from './what-changed.ts';
import type { Held } from './take-application.ts';

/** What a person of the office wants decided. `revision`: what they saw, as `openCase` gave it. */
export type Wanted = { id: number; revision: string } & (
  | { kind: 'approve'; /** Another last day of the term. */ adjust?: TypedTerm }
  | { kind: 'refuse'; reason: string; words: string }
);

/** The row of a batch for which it is decided, if it is. */
type Row = InBatch<DecideResult> | undefined;

/** What deciding ends in. */
export type DecideResult =
  | { kind: 'decided'; state: 'approved' | 'refused'; term: TermGiven | null; finalAt: Date }
  /** The city asks for two pairs of eyes: it waits for somebody else to confirm it. */
  | { kind: 'prepared' }
  | OwnFiling
  | NotApprovable
  /** An approval needs the register's own word, not what is remembered of it. */
  | { kind: 'register-down' }
  | InvalidRefusal
  | InvalidTerm
  | { kind: 'invalid-revision' }
  | { kind: 'not-found' }
  | Held
  | NotAllowed;

/**
 * Decides an application, in one transaction: it is locked, then the row of the register, and everything is judged again.
 * Either the event, the term, the freed subject and the job are there or nothing. Of many at once exactly one decides,
 * the others are told who did, and when. What changed since the case was opened is shown before anything is decided.
 * `row`: it is decided with many others, and the row keeps the result.
 */
export async function decide(
  ctx: Context,
  actor: Actor,
  wanted: Wanted,
  row?: InBatch<DecideResult>,
): Promise<DecideResult> {
  const seen = readRevision(wanted.revision);
  if (seen === null) return { kind: 'invalid-revision' };
  const application = await findCase(ctx.db.query, wanted.id);
  if (application === null) return { kind: 'not-found' };
  if (wanted.kind === 'approve' && wanted.adjust) {
    // Before it is taken in hand: who may not do this takes nothing.
    const not = whyNotAllowed(actor, 'adjust-term', application);
    if (not !== null) return not;
  }
  const service = serviceOf(ctx, application);
  const days = await settingsOfBothDays(ctx, application);
  let refusal: Extract<Decided, { kind: 'refused' }> | null = null;
  let before: Judgement | null = null;
  if (wanted.kind === 'refuse') {
    const read = readRefusal(refusalReasons(days.today, service), wanted);
    if (read.kind !== 'refused') return read;
    refusal = read;
    // A refusal changes nothing in the register, so nothing of it is held, and one that is down stops no refusal.
    before = await askRegister(ctx, service, application, days, ctx.db.query, { hold: false });
  }
  const kind = wanted.kind === 'approve' ? 'approved' : 'refused';
  const twoPairs = needsConfirming(days.today, service, kind);
  const work = keeping(ctx, row, async (trx): Promise<DecideResult> => {
    const held = await holdCase(trx, actor, { ...wanted, twoPairs });
    if (held.kind !== 'yours') return held;
    const came = await cameSince(trx, actor, held.application, seen);
    if (came !== null) return { kind: 'changed', changes: came };
    if (refusal !== null) {
      const changes = before && whatChanged(seen, before);
      if (changes !== null) return { kind: 'changed', changes };
      if (twoPairs) return prepareDecision(trx, actor, wanted.id, refusal, row);
      const { finalAt } = await close(ctx, trx, actor, wanted.id, refusal, row);
      return { kind: 'decided', state: 'refused', term: null, finalAt };
    }
    const adjust = wanted.kind === 'approve' ? (wanted.adjust ?? null) : null;
    return approve(ctx, trx, actor, service, held.application, days, seen, { adjust, twoPairs, row });
  });
  return work.catch((error: unknown) => {
    if (error instanceof RegisterDown) return { kind: 'register-down' };
    throw error;
  });
}

/** Two people are to decide, and this one filed the application at the counter: neither of the two may be them. */
export type OwnFiling = { kind: 'own-filing' };

/**
 * Locks the application, and sees that this person may decide it and has it in hand: it is taken if nobody has. `twoPairs`:
 * it is for a decision of two people, of which whoever filed it at the counter is neither.
 */
export async function holdCase(
  trx: Transaction<Schema>,
  actor: Actor,
  wanted: { id: number; kind: Action; twoPairs: boolean },
): Promise<
  { kind: 'yours'; application: OfficeApplication } | { kind: 'not-found' } | OwnFiling | Held | NotAllowed
> {
  const application = await lockCase(trx, wanted.id);
  if (application === null) return { kind: 'not-found' };
  const not = whyNotAllowed(actor, wanted.kind, application);
  if (not !== null) return not;
  if (wanted.twoPairs && (await whoFiled(trx, wanted.id))?.by.id === actor.id) return { kind: 'own-filing' };
  if ((await takeLease(trx, actor, wanted.id)) !== null) return { kind: 'yours', application };
  const lease = await findLease(trx, wanted.id);
  if (lease === null) throw new Error('An open application could not be taken');
  return { kind: 'held', by: lease.by.name, until: lease.until };
}

/** What came since a case was opened: events, and notes of others. Null: nothing. */
export async function cameSince(
  trx: Transaction<Schema>,
  actor: Actor,
  { id, events }: OfficeApplication,
  seen: Revision,
): Promise<Changes | null> {
  return whatCame(seen, actor, { events, notes: await findNotes(trx, id) });
}

async function approve(
  ctx: Context,
  trx: Transaction<Schema>,
  actor: Actor,
  service: Service,
  application: OfficeApplication,
  days: BothDays,
  seen: Revision,
  { adjust, twoPairs, row }: { adjust: TypedTerm | null; twoPairs: boolean; row: Row },
): Promise<DecideResult> {
  const judged = await judgeApproval(ctx, trx, service, application, days, seen);
  if (judged.kind !== 'approvable') return judged;
  const given = adjust === null ? judged : adjustTerm(judged.term, adjust, judged.lastDays);
  if (given.kind === 'invalid-term') return given;
  const { term } = given;
  const adjusted = given.kind === 'adjusted' ? given.adjusted : undefined;
  const { document } = judged;
  const decided: Decided = {
    kind: 'approved',
    term,
    ...(adjusted && { adjusted }),
    ...(document && { document }),
  };
  if (twoPairs) return prepareDecision(trx, actor, application.id, decided, row);
  await judged.give(term);
  const { finalAt } = await close(ctx, trx, actor, application.id, decided, row);
  return { kind: 'decided', state: 'approved', term, finalAt };
}

async function close(
  ctx: Context,
  trx: Transaction<Schema>,
  actor: Actor,
  id: number,
  decided: Decided,
  row: Row,
): Promise<{ finalAt: Date }> {
  await deleteLease(trx, id);
  await record(trx, {
    ...staffOrigin(actor),
    action: 'application.decided',
    subject: `application:${id}`,
    ...auditOf(decided, batchOf(row)),
  });
  return closeApplication(ctx, trx, id, decided, { id: actor.id, name: actor.name });
}
