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
  const others = Object.fromEntries(
    Object.entries(draft.answers).filter(([name]) => !step.asks.includes(name)),
  );
  for (const name of step.asks) {
    const definition = service.answers[name];
    if (definition === undefined) throw new Error(`${service.slug}: ${name} is not declared`);
    const raw = sent[name] ?? '';
    // Cutting may leave half a character, and no database holds that or NUL.
    typed[name] = raw.slice(0, keptOfTyped).toWellFormed().replaceAll('\0', '');
    const reading = readAnswer(definition, raw, context, { ...others, ...answers }, service.answers);
    if (reading.ok) answers[name] = reading.value;
    else problems[name] = reading.problem;
  }
  const wrong = Object.keys(problems).length > 0;
  const kept = wrong ? others : withoutWordsNowNeeded(service, { ...others, ...answers }, context);
  const next: Draft = { ...draft, typed, answers: kept, outcome: null };
  // What was found, or not waited for, belongs to the numbers that were asked with.
  const anew = { found: null, learntAt: null, unchecked: false };
  return { draft: step.kind === 'lookUp' ? { ...next, ...anew } : next, problems };
}

/** A choice may make words needed that another step left empty: that step is no longer done. */
function withoutWordsNowNeeded(service: Service, answers: Answers, context: ReadingContext): Answers {
  return Object.fromEntries(
    Object.entries(answers).filter(([name, value]) => {
      const definition = service.answers[name];
      if (value !== '' || definition?.kind !== 'longText') return true;
      return readAnswer(definition, value, context, answers, service.answers).ok;
    }),
  );
}
