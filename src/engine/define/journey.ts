import type { Register } from './register.ts';

/** A step that finds a row of a register by answers, and may refuse to go on. */
export type LookUpStep<
  Name extends string = string,
  Answer extends string = string,
  FactName extends string = string,
  Code extends string = string,
> = { kind: 'lookUp'; name: Name; asks: readonly Answer[]; register: Register<FactName, Code> };
/** A step that asks for answers, beside what is known already. */
export type AskStep<Name extends string = string, Answer extends string = string> = {
  kind: 'ask';
  name: Name;
  asks: readonly Answer[];
};
/** A step that proves that the phone given is at hand, or that a person is there. */
export type ProveStep<Name extends string = string, Answer extends string = string> = {
  kind: 'prove';
  name: Name;
  phone: Answer;
};
/** The last step: everything is read back, and submitted. */
export type ReadBackStep<Name extends string = string> = { kind: 'readBack'; name: Name };

/** One step of a journey; the order of the list is the order of walking. */
export type Step<
  Name extends string = string,
  Answer extends string = string,
  FactName extends string = string,
  Code extends string = string,
> =
  | LookUpStep<Name, Answer, FactName, Code>
  | AskStep<Name, Answer>
  | ProveStep<Name, Answer>
  | ReadBackStep<Name>;

/** Finds the row of a register that the answers `by` name. What the register refuses is told at once. */
export function lookUp<
  const Name extends string,
  const Answer extends string,
  FactName extends string,
  Code extends string,
>(
  name: Name,
  options: { by: readonly Answer[]; in: Register<FactName, Code> },
): LookUpStep<Name, Answer, FactName, Code> {
  return { kind: 'lookUp', name, asks: options.by, register: options.in };
}

/** Asks for answers, in this order. */
export function ask<const Name extends string, const Answer extends string>(
  name: Name,
  answers: readonly Answer[],
): AskStep<Name, Answer> {
  return { kind: 'ask', name, asks: answers };
}

/** Asks for the verification code; `phone` names the answer that holds the number. */
export function prove<const Name extends string, const Answer extends string>(
  name: Name,
  options: { phone: Answer },
): ProveStep<Name, Answer> {
  return { kind: 'prove', name, phone: options.phone };
}

/** Reads every answer back, each with a way to change it, and submits. */
export function readBack<const Name extends string>(name: Name): ReadBackStep<Name> {
  return { kind: 'readBack', name };
}
