import { randomFillSync } from 'node:crypto';

/** Draws the next number, evenly spread over [0, 1). */
export type Random = () => number;

const POOL_WORDS = 4096;

/**
 * A source of random numbers for pictures and sounds: from the operating system, or the same row of numbers for the
 * same seed (mulberry32, which is no cryptography): for tests, and for a sound that must be made twice alike.
 *
 * @param seed any integer; nothing that must stay secret may follow from the numbers
 */
export function randomSource(seed?: number): Random {
  return seed === undefined ? systemRandom() : seededRandom(seed);
}

/** A number evenly spread over [from, to). */
export function between(random: Random, from: number, to: number): number {
  return from + (to - from) * random();
}

function systemRandom(): Random {
  // A pool, since a sound takes tens of thousands of numbers and each call to the system costs about a microsecond.
  const pool = new Uint32Array(POOL_WORDS);
  let next = POOL_WORDS;
  return () => {
    if (next === POOL_WORDS) {
      randomFillSync(pool);
      next = 0;
    }
    return (pool[next++] ?? 0) / 2 ** 32;
  };
}

function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
