import { record, staffOrigin } from '../audit/record.ts';
import { closeApplication } from '../applications/close-application.ts';
import { lookUpOf } from '../journey/walk.ts';
import { whyNotAllowed } from './allowed.ts';
import { askRegister, seenOf, settingsOfBothDays } from './ask-register.ts';
import { findCase, lockCase } from './cases.store.ts';
import { deleteLease, findLease, takeLease } from './leases.store.ts';
import { findNotes } from './notes.store.ts';
import { batchOf, keeping } from './in-batch.ts';
import { notesOfOthers, refusalReasons, serviceOf } from './open-case.ts';
import { readRefusal } from './read-refusal.ts';
import { readRevision } from './revision.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { TermGiven } from '../applications/application.ts';
import type { Decided } from '../applications/close-application.ts';
import type { Context } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { NotPossible } from '../journey/draft.ts';
import type { Actor } from './actor.ts';
import type { NotAllowed } from './allowed.ts';
import type { BothDays, Judgement } from './ask-register.ts';
import type { OfficeApplication } from './cases.store.ts';
import type { InBatch } from './in-batch.ts';
import type { InternalNote } from './internal-note.ts';
import type { OfficeEvent } from './office-event.ts';
import type { InvalidRefusal } from './read-refusal.ts';
import type { Revision } from './revision.ts';
import type { Held } from './take-application.ts';

/** What a person of the office wants decided. `revision`: what they saw, as `openCase` gave it. */
export type Wanted = { id: number; revision: string } & (
  { kind: 'approve' } | { kind: 'refuse'; reason: string; words: string }
);

/** What changed since a case was opened. Events and notes are those that came since. */
export type Changes = {
  events: OfficeEvent[];
  notes: InternalNote[];
  /** The register says something else now: see the case. */
  register: boolean;
  /** The last day of the term that an approval adds was another one. */
  until: { before: string; now: string } | null;
};

/** What deciding ends in. */
export type DecideResult =
  | { kind: 'decided'; state: 'approved' | 'refused'; term: TermGiven | null; finalAt: Date }
  /** To be looked at again: nothing was decided. */
  | { kind: 'changed'; changes: Changes }
  /** There is nothing to approve any more: a rule refuses now as it would have then, or the row is gone. */
  | { kind: 'refused-by-rule'; outcome: NotPossible }
  /** An approval needs the register's own word, not what is remembered of it. */
  | { kind: 'register-down' }
  | InvalidRefusal
  | { kind: 'invalid-revision' }
  | { kind: 'not-found' }
  | Held
  | NotAllowed;

/** Ends the transaction when the register does not answer: what failed in it may have spoilt it. */
class RegisterDown extends Error {
  override name = 'RegisterDown';
}

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
  const work = keeping(ctx, row, async (trx): Promise<DecideResult> => {
    const held = await holdCase(trx, actor, wanted);
    if (held.kind !== 'yours') return held;
    const notes = notesOfOthers(await findNotes(trx, wanted.id), actor);
    const came = { events: held.application.events.slice(seen.events), notes: notes.slice(seen.notes) };
    if (came.events.length > 0 || came.notes.length > 0)
      return { kind: 'changed', changes: { ...came, register: false, until: null } };
    if (refusal !== null) {
      const changes = before && whatChanged(seen, before);
      if (changes !== null) return { kind: 'changed', changes };
      const { finalAt } = await close(ctx, trx, actor, wanted.id, refusal, row);
      return { kind: 'decided', state: 'refused', term: null, finalAt };
    }
    return approve(ctx, trx, actor, service, held.application, days, seen, row);
  });
  return work.catch((error: unknown) => {
    if (error instanceof RegisterDown) return { kind: 'register-down' };
    throw error;
  });
}

/** Locks the application, and sees that this person may decide it and has it in hand: it is taken if nobody has. */
async function holdCase(
  trx: Transaction<Schema>,
  actor: Actor,
  wanted: Wanted,
): Promise<{ kind: 'yours'; application: OfficeApplication } | { kind: 'not-found' } | Held | NotAllowed> {
  const application = await lockCase(trx, wanted.id);
  if (application === null) return { kind: 'not-found' };
  const not = whyNotAllowed(actor, wanted.kind, application.events);
  if (not !== null) return not;
  if ((await takeLease(trx, actor, wanted.id)) !== null) return { kind: 'yours', application };
  const lease = await findLease(trx, wanted.id);
  if (lease === null) throw new Error('An open application could not be taken');
  return { kind: 'held', by: lease.by.name, until: lease.until };
}

async function approve(
  ctx: Context,
  trx: Transaction<Schema>,
  actor: Actor,
  service: Service,
  application: OfficeApplication,
  days: BothDays,
  seen: Revision,
  row: InBatch<DecideResult> | undefined,
): Promise<DecideResult> {
  const terms = ctx.sources[lookUpOf(service).register.source]?.terms;
  // Before the row is read: who withdraws the permit, or adds a term, waits for us or is seen.
  await terms?.lock(application.answers, trx);
  const register = await askRegister(ctx, service, application, days, trx, { hold: true });
  if (register.kind === 'down' || (register.kind === 'row' && register.learntAt !== null))
    throw new RegisterDown('The register does not answer');
  if (register.kind === 'miss') return { kind: 'refused-by-rule', outcome: { kind: 'miss' } };
  if (register.stands !== null)
    return { kind: 'refused-by-rule', outcome: { kind: 'refused', refusal: register.stands } };
  const changes = whatChanged(seen, register);
  if (changes !== null) return { kind: 'changed', changes };
  const { term } = register;
  if (term !== null) await terms?.add(application.answers, trx, { ...term, applicationId: application.id });
  const { finalAt } = await close(ctx, trx, actor, application.id, { kind: 'approved', term }, row);
  return { kind: 'decided', state: 'approved', term, finalAt };
}

async function close(
  ctx: Context,
  trx: Transaction<Schema>,
  actor: Actor,
  id: number,
  decided: Decided,
  row: InBatch<DecideResult> | undefined,
): Promise<{ finalAt: Date }> {
  await deleteLease(trx, id);
  await record(trx, {
    ...staffOrigin(actor),
    action: 'application.decided',
    subject: `application:${id}`,
    data: {
      ...(decided.kind === 'refused' ? { kind: decided.kind, code: decided.reason.code } : decided),
      ...batchOf(row),
    },
  });
  return closeApplication(ctx, trx, id, decided, { id: actor.id, name: actor.name });
}

/** What of the register is not as it was seen; null: nothing. A register that is down now says nothing new. */
function whatChanged(seen: Revision, register: Judgement): Changes | null {
  const now = seenOf(register);
  if (register.kind === 'down' || (now.register === seen.register && now.until === seen.until)) return null;
  const until = now.until === seen.until ? null : { before: seen.until, now: now.until };
  return { events: [], notes: [], register: now.register !== seen.register, until };
}
