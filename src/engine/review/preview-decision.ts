import { adjustTerm, lastDaysOf } from './adjust-term.ts';
import { asContractorReads } from './as-contractor-reads.ts';
import { askRegister, settingsOfBothDays } from './ask-register.ts';
import { findCase } from './cases.store.ts';
import { refusalReasons, serviceOf } from './open-case.ts';
import { readRefusal } from './read-refusal.ts';
import type { Decision } from '../applications/application.ts';
import type { Context } from '../context.ts';
import type { InvalidTerm, TypedTerm } from './adjust-term.ts';
import type { Reading } from './as-contractor-reads.ts';
import type { InvalidRefusal } from './read-refusal.ts';

/** A decision as its contractor will read it, in the language of the application. */
export type PreviewResult =
  | Reading
  /** What an approval would add is not known while the register is down, or has no such row. */
  | { kind: 'register-down' }
  | InvalidRefusal
  | InvalidTerm
  | { kind: 'not-found' };

/** Shows what deciding would tell the contractor. Nothing is decided. */
export async function previewDecision(
  ctx: Context,
  applicationId: number,
  wanted: { kind: 'approve'; adjust?: TypedTerm } | { kind: 'refuse'; reason: string; words: string },
): Promise<PreviewResult> {
  const found = await findCase(ctx.db.query, applicationId);
  if (found === null) return { kind: 'not-found' };
  const service = serviceOf(ctx, found);
  const days = await settingsOfBothDays(ctx, found);
  const at = new Date();
  let decision: Decision;
  if (wanted.kind === 'approve') {
    const register = await askRegister(ctx, service, found, days, ctx.db.query, { hold: false });
    if (register.kind !== 'row') return { kind: 'register-down' };
    const { adjust } = wanted;
    const lastDays = lastDaysOf(register.term, days.today, service);
    const given = adjust === undefined ? register : adjustTerm(register.term, adjust, lastDays);
    if (given.kind === 'invalid-term') return given;
    decision = { kind: 'approved', at, finalAt: at, term: given.term };
  } else {
    const read = readRefusal(refusalReasons(days.today, service), wanted);
    if (read.kind !== 'refused') return read;
    decision = { ...read, at, finalAt: at };
  }
  return asContractorReads(days.today, service, found, decision, ctx.publicUrl);
}
