import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropDatabase, makeDatabase } from '../support/database.ts';
import { median } from '../support/rounds.ts';
import { startPortal } from '../support/server.ts';
import type { Result } from '../support/result.ts';

/** From the start of the command until it says that it is ready, on a database that it has seen before. */
export async function measureStartUp(quick: boolean): Promise<Result[]> {
  const name = 'tajdeed_bench_start';
  const dataDir = await mkdtemp(join(tmpdir(), 'tajdeed-bench-'));
  const times = quick ? 5 : 9;
  try {
    const url = await makeDatabase(name);
    return [
      await starts('start on an existing database, PostgreSQL', { DATABASE_URL: url }, 1, times),
      await starts('start on an existing database, embedded', { DATA_DIR: dataDir }, 4, times),
    ];
  } finally {
    await dropDatabase(name);
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function starts(
  work: string,
  env: Record<string, string>,
  most: number,
  times: number,
): Promise<Result> {
  const seconds: number[] = [];
  for (let time = 0; time <= times; time++) {
    const portal = await startPortal(env);
    // The first start makes the tables and the demo.
    if (time > 0) seconds.push(portal.startedIn);
    await portal.stop();
  }
  const slowest = Math.max(...seconds).toFixed(2);
  return {
    work,
    unit: 's',
    value: median(seconds),
    goal: { most },
    measured: `median of ${times} starts, the slowest ${slowest} s`,
  };
}
