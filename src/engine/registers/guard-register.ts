import {
  bulkhead,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
  isBulkheadRejectedError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { RegisterError, WrongRowError } from './remote-register.ts';
import type { Log } from '../../platform/log/log.ts';
import type { RemoteRegister } from './remote-register.ts';

/** How much of a remote register one process uses, and how long it bears with it. Times are in milliseconds. */
export type RegisterLimits = {
  /** How long a look-up may take, with the wait for its turn. */
  timeoutMs: number;
  /** How many look-ups at once. */
  atOnce: number;
  /** How many more may wait for their turn. */
  queue: number;
  /** After how many failures in a row the register is left alone. */
  failures: number;
  /** For how long. Then one look-up tries again. */
  openForMs: number;
};

/**
 * Wraps a register so that one that is slow or down harms neither us nor itself: look-ups end in time, only so many run
 * at once, and after failures in a row it is left alone for a while, when every look-up fails at once.
 * Misses are answers, not failures; so is a row that cannot be used: one bad row of the city must not close the
 * register for everybody.
 */
export function guarded(
  register: RemoteRegister,
  limits: RegisterLimits,
  log: Log,
  name: string,
): RemoteRegister {
  const isFailure = (error: unknown) => !isBulkheadRejectedError(error) && !(error instanceof WrongRowError);
  const breaker = circuitBreaker(handleWhen(isFailure), {
    breaker: new ConsecutiveBreaker(limits.failures),
    halfOpenAfter: limits.openForMs,
  });
  breaker.onBreak(() => log.warn('register.circuit.open', { source: name, ms: limits.openForMs }));
  breaker.onReset(() => log.info('register.circuit.closed', { source: name }));
  const policy = wrap(
    breaker,
    timeout(limits.timeoutMs, TimeoutStrategy.Aggressive),
    // Innermost, so that what was given up keeps its place until it has really ended: never more than `atOnce` run.
    bulkhead(limits.atOnce, limits.queue),
  );
  return {
    find: async (asked) => {
      // The library would let the others wait for the one that tries; whoever asks has no time for it.
      if (breaker.state === CircuitState.HalfOpen)
        throw new RegisterError('The register is being tried again by another look-up');
      return policy.execute(({ signal }) => register.find(asked, signal));
    },
    close: () => register.close(),
  };
}
