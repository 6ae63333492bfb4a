import { readTrial, writeTrial } from './trials.store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Origin } from '../audit/record.ts';
import type { TrialTo } from './trials.store.ts';

/** What became of a trial: where it stands, why, and what each gateway said. */
export type Trial = Awaited<ReturnType<typeof readTrial>>;

/**
 * Has a trial sent to a phone or an address, by whichever worker finds it, and waits for what becomes of it. Still `queued` when
 * the time is over: no worker runs, or no gateway takes it.
 */
export async function tryGateway(
  db: Database,
  to: TrialTo,
  origin: Origin,
  patienceMs: number,
): Promise<Trial> {
  const id = await writeTrial(db.query, to, origin);
  for (const until = performance.now() + patienceMs; ;) {
    const trial = await readTrial(db.query, id);
    if (!['queued', 'sending'].includes(trial.state) || performance.now() > until) return trial;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
