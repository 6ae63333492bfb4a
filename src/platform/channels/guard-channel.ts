import {
  bulkhead,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhenResult,
  isBrokenCircuitError,
  wrap,
} from 'cockatiel';
import type { Log } from '../log/log.ts';
import type { Channel, SendResult } from './channel.ts';

/** How much of a channel one process uses. Times are in milliseconds. */
export type ChannelLimits = {
  /** How many messages at once. */
  atOnce: number;
  /** After how many attempts in a row that did not reach it, it is left alone. */
  failures: number;
  /** For how long. Then one message tries it again. */
  restMs: number;
};

const mostWaiting = 10_000;

/**
 * Wraps a channel so that one that is down is left alone for a while: messages go on to the next at once, instead of waiting
 * for it one after another. A refusal is an answer, and no failure.
 */
export function guardChannel(channel: Channel, limits: ChannelLimits, log: Log): Channel {
  const { name } = channel;
  const breaker = circuitBreaker(
    handleWhenResult((result) => {
      const { kind } = result as SendResult;
      return kind === 'not-taken' || kind === 'unknown';
    }),
    { breaker: new ConsecutiveBreaker(limits.failures), halfOpenAfter: limits.restMs },
  );
  breaker.onBreak(() => log.warn('messages.gateway.resting', { gateway: name, ms: limits.restMs }));
  breaker.onReset(() => log.info('messages.gateway.back', { gateway: name }));
  const policy = wrap(bulkhead(limits.atOnce, mostWaiting), breaker);
  return {
    ...channel,
    send: async (message) => {
      try {
        return await policy.execute(() => channel.send(message));
      } catch (error) {
        // Also while one message tries whether it is back.
        if (isBrokenCircuitError(error)) return { kind: 'not-taken', why: 'resting' };
        throw error;
      }
    },
  };
}
