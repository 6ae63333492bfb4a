import { readAnswer } from './read-answer.ts';
import type { Answers } from '../define/answers.ts';
import type { Service } from '../define/define-service.ts';
import type { AskStep, LookUpStep } from '../define/journey.ts';
import type { Draft } from './draft.ts';
import type { Problem, ReadingContext } from './read-answer.ts';

/** What is kept of one typed answer, in characters: more than any limit, less than an attack. */
const keptOfTyped = 4000;

/** Problems by the name of the answer, in the order of the step. */
export type Problems = Record<string, Problem>;

/**
 * Reads what was sent for a step. The draft that comes back has everything as it was typed; its answers of this step
 * are replaced when all are right, and removed when one is wrong, so that no step is done by half.
 */
export function readStep(
  service: Service,
  step: LookUpStep | AskStep,
  draft: Draft,
  sent: Record<string, string>,
  context: ReadingContext,
): { draft: Draft; problems: Problems } {
  const typed = { ...draft.typed };
  const answers: Answers = {};
  const problems: Problems = {};
  for (const name of step.asks) {
    const definition = service.answers[name];
    if (definition === undefined) throw new Error(`${service.slug}: ${name} is not declared`);
    const raw = sent[name] ?? '';
    typed[name] = raw.slice(0, keptOfTyped);
    const reading = readAnswer(definition, raw, context, answers, service.answers);
    if (reading.ok) answers[name] = reading.value;
    else problems[name] = reading.problem;
  }
  const others = Object.fromEntries(
    Object.entries(draft.answers).filter(([name]) => !step.asks.includes(name)),
  );
  const wrong = Object.keys(problems).length > 0;
  const next: Draft = { ...draft, typed, answers: wrong ? others : { ...others, ...answers } };
  if (step.kind !== 'lookUp') return { draft: next, problems };
  // What was found belongs to the numbers that it was found by.
  return { draft: { ...next, found: null, outcome: null }, problems };
}
