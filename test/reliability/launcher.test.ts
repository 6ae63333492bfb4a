// Whatever Node was found first: who stops the process that was started stops the portal.
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { ask } from './http-client.ts';
import { migratedDataDir } from './own-database.ts';
import { killAll, startPortal } from './portal-process.ts';

after(killAll);

it('SIGTERM to what was started ends the portal, with code 0', { timeout: 60_000 }, async () => {
  const env = { DATA_DIR: await migratedDataDir() };
  // The `node` of the PATH, which is often older than the one that the project brings.
  const portal = await startPortal(env, { node: systemNode() });
  const { code } = await portal.stop();
  assert.equal(code, 0);
  const outcome = await ask(portal.url, { method: 'GET', path: '/health/live' });
  assert.equal(outcome.kind, 'refused');
  // Nobody holds the folder any more.
  await (await startPortal(env)).stop();
});

/** The first `node` of the PATH that npm did not put there. */
function systemNode(): string {
  const path = (process.env['PATH'] ?? '').split(':').filter((each) => !each.includes('node_modules'));
  process.env['PATH'] = path.join(':');
  return 'node';
}
