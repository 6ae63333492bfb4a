// Two portals never work on one data folder; one that was killed leaves nothing that keeps the next from starting.
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { migratedDataDir } from './own-database.ts';
import { command, killAll, startPortal } from './portal-process.ts';

after(killAll);

it('the second start on one data folder ends with one sentence; after a kill a start works', async () => {
  const env = { DATA_DIR: await migratedDataDir() };
  const first = await startPortal(env);
  const second = await command(['start'], { ...env, PORT: '0' });
  assert.equal(second.code, 1);
  assert.match(second.err, /^The directory \S+ is in use by the process with the number \d+\.\n$/);
  console.log(`the second start ended after ${Math.round(second.ms)} ms`);
  assert.ok(second.ms < 2000, `it took ${second.ms} ms`);
  assert.equal((await command(['settings', 'get', 'portal.name'], env)).code, 1);

  await first.kill();
  const third = await startPortal(env, { before: first.bootId });
  assert.notEqual(third.bootId, first.bootId);
  assert.equal((await third.stop()).code, 0);
  // After a plain stop the folder is free as well.
  assert.equal((await command(['settings', 'get', 'portal.name'], env)).code, 0);
});
