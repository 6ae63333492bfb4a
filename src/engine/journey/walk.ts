import type { Service } from '../define/define-service.ts';
import type { LookUpStep, Step } from '../define/journey.ts';
import type { CodePolicy } from '../define/settings.ts';
import type { Draft } from './draft.ts';

/** How long a proven phone stays proven, in milliseconds: a day, so that one may go on tomorrow morning. */
const provenFor = 24 * 3600 * 1000;

/** What must be proven: what the city's policy of the code asks for, or at the counter who the person is. */
export type WalkPolicy = CodePolicy | 'counter';

/** What the walk depends on beside the draft: what must be proven, and the moment by the database's clock. */
export type WalkContext = { policy: WalkPolicy; now: Date };

/** Has this step all it asks for? The last step never has: submitting ends the draft. */
export function isDone(step: Step, draft: Draft, context: WalkContext): boolean {
  switch (step.kind) {
    case 'lookUp':
      return draft.found !== null || draft.unchecked;
    case 'ask':
      return step.asks.every((name) => draft.answers[name] !== undefined);
    case 'prove':
      return isProven(draft, draft.answers[step.phone], context);
    case 'readBack':
      return false;
  }
}

/**
 * Is what the policy asks for proven, for this very phone? A code that reached the phone is enough for every policy:
 * it is also the way of those who cannot see or hear the code on the screen.
 */
export function isProven(draft: Draft, phone: string | undefined, { policy, now }: WalkContext): boolean {
  if (phone === undefined) return false;
  const holds = (proof: { phone: string; at: string } | undefined) =>
    proof?.phone === phone && now.getTime() - Date.parse(proof.at) < provenFor;
  if (policy === 'counter') return holds(draft.proof.counter);
  return holds(draft.proof.sms) || (policy === 'screen' && holds(draft.proof.screen));
}

/** Which code is asked for now. `both` asks for the one on the screen first, and only then sends an SMS. */
export function codeStage(draft: Draft, phone: string | undefined, policy: WalkPolicy): 'screen' | 'sms' {
  if (policy === 'sms' || draft.proof.asksForSms === true) return 'sms';
  if (policy === 'both' && phone !== undefined && draft.proof.screen?.phone === phone) return 'sms';
  return 'screen';
}

/** The first step that is not done: where a person is sent who asks for a later one. */
export function firstUnfinished(service: Service, draft: Draft, context: WalkContext): Step {
  const found = service.journey.find((step) => !isDone(step, draft, context)) ?? service.journey.at(-1);
  if (found === undefined) throw new Error(`${service.slug} has no steps`);
  return found;
}

/** May this step be opened? Yes, if every step before it is done. */
export function mayOpen(service: Service, draft: Draft, step: Step, context: WalkContext): boolean {
  const first = firstUnfinished(service, draft, context);
  return service.journey.indexOf(step) <= service.journey.indexOf(first);
}

/** The step that a journey begins with: its look-up. */
export function lookUpOf(service: Service): LookUpStep {
  const step = service.journey[0];
  if (step?.kind !== 'lookUp') throw new Error(`${service.slug} has no register`);
  return step;
}

/** The step before this one, for «back». */
export function stepBefore(service: Service, step: Step): Step | undefined {
  return service.journey[service.journey.indexOf(step) - 1];
}

/** The step of this name, if the service has one. */
export function findStep(service: Service, name: string): Step | undefined {
  return service.journey.find((step) => step.name === name);
}

/** The step that asks for an answer: where «change» leads. */
export function stepAsking(service: Service, answer: string): Step | undefined {
  return service.journey.find(
    (step) => (step.kind === 'lookUp' || step.kind === 'ask') && step.asks.includes(answer),
  );
}
