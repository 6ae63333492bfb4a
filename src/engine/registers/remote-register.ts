import type { Answers } from '../define/answers.ts';
import type { PermitRow } from '../define/register.ts';

/** The three numbers that name a permit: digits, without zeros in front. */
export type PermitNumbers = { contractorNumber: string; permitNumber: string; permitYear: string };

/**
 * A register of permits on another machine. `find` gives the row, or `null` when the register says that there is none;
 * it gives up when `signal` is aborted. Nothing there can be held, so what it said may have changed a moment later.
 */
export type RemoteRegister = {
  find: (asked: PermitNumbers, signal: AbortSignal) => Promise<PermitRow | null>;
  /** Ends the connections. */
  close: () => Promise<void>;
};

/** The register cannot be reached, or gives what is no answer. The message holds nothing of a permit or a person. */
export class RegisterError extends Error {
  override name = 'RegisterError';
  /** What the operating system or the database calls it, `ECONNREFUSED`. */
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

/** The register answers, but what it says of this permit cannot be used. It says nothing about the next permit. */
export class WrongRowError extends RegisterError {
  override name = 'WrongRowError';
}

/** The numbers among the answers of a look-up. */
export function numbersOf(answers: Answers): PermitNumbers {
  const { contractorNumber, permitNumber, permitYear } = answers;
  if (contractorNumber === undefined || permitNumber === undefined || permitYear === undefined)
    throw new Error('The register of permits is asked by contractor number, permit number and permit year');
  return { contractorNumber, permitNumber, permitYear };
}
