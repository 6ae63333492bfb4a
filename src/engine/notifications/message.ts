/**
 * Where a message stands. `sending`: an attempt is written, and not ended. `sent`: a gateway has it. `delivered`: the phone has
 * it. `failed`: given up. `unknown`: it may have been sent, and nobody can say; it is not sent again by itself.
 */
export type MessageState = 'queued' | 'sending' | 'sent' | 'delivered' | 'failed' | 'unknown';

/** How often a message is tried, over all gateways, until it is given up: with the waits between, about a day. */
export const mostTries = 150;

const firstWait = 5;
const longestWait = 600;

/** How long a message waits after so many tries in vain, in seconds. */
export function waitAfter(tries: number): number {
  return Math.min(longestWait, firstWait * 2 ** Math.min(tries - 1, 20));
}

/** How long an attempt may be open until whoever made it is taken for dead, in seconds: longer than any gateway is waited for. */
export const attemptPatience = 60;
