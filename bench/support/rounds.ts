import { load } from './load.ts';
import type { Load } from './load.ts';
import type { Server } from './server.ts';

/** What is compared: a server, and the load it gets. */
export type Contender = { server: Server; load: (round: number) => Load };

/** Medians over rounds: processor time a request in microseconds, and requests a second. */
export type Medians = { cpu: number; rate: number; failures: number };

/**
 * Lets contenders run in turn, one round each, again and again, so that what else the machine does falls on all of
 * them alike. The first round of each warms it up and is not counted.
 */
export async function inTurn(
  contenders: Record<string, Contender>,
  rounds: number,
): Promise<Record<string, Medians>> {
  const seen: Record<string, { cpu: number[]; rate: number[]; failures: number }> = {};
  for (let round = 0; round <= rounds; round++)
    for (const [name, { server, load: loadOf }] of Object.entries(contenders)) {
      const kept = (seen[name] ??= { cpu: [], rate: [], failures: 0 });
      const before = server.cpu();
      const { requests, failures, seconds } = await load(loadOf(round));
      kept.failures += failures;
      if (round === 0) continue;
      kept.cpu.push((server.cpu() - before) / requests);
      kept.rate.push(requests / seconds);
    }
  return Object.fromEntries(
    Object.entries(seen).map(([name, { cpu, rate, failures }]) => [
      name,
      { cpu: median(cpu), rate: median(rate), failures },
    ]),
  );
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
