import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { freshDataDir } from '../../../test/support/database.ts';
import { DirectoryInUseError, lockDirectory } from './directory-lock.ts';

const MODULE = new URL('./directory-lock.ts', import.meta.url).href;
const HOLD = `
  const { lockDirectory } = await import(${JSON.stringify(MODULE)});
  lockDirectory(process.argv[1]);
  globalThis.gc(); // must not end a lock that nobody refers to
  await new Promise((resolve) => setTimeout(resolve, 50));
  globalThis.gc();
  console.log('held');
  setInterval(() => {}, 1000);
`;

async function holdInChild(directory: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', HOLD, directory]);
  const [first] = (await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')])) as [Buffer];
  assert.equal(String(first), 'held\n');
  return child;
}

test('a second process is refused at once, with the number of the first', async () => {
  const directory = await freshDataDir();
  const child = await holdInChild(directory);
  try {
    const start = performance.now();
    assert.throws(() => lockDirectory(directory), {
      name: 'DirectoryInUseError',
      message: `The directory ${directory} is in use by the process with the number ${child.pid}.`,
    });
    assert.ok(performance.now() - start < 500);
  } finally {
    child.kill();
    await once(child, 'exit');
  }
});

test('a lock left by a killed process does not block', async () => {
  const directory = await freshDataDir();
  for (let round = 0; round < 3; round += 1) {
    const child = await holdInChild(directory);
    child.kill('SIGKILL');
    await once(child, 'exit');
    lockDirectory(directory).release();
  }
});

test('two openings in one process exclude each other, also from a thread', async () => {
  const directory = await freshDataDir();
  const lock = lockDirectory(directory);
  assert.throws(() => lockDirectory(directory), DirectoryInUseError);
  const inThread = `
    const { parentPort, workerData } = require('node:worker_threads');
    import(${JSON.stringify(MODULE)}).then(({ lockDirectory }) => {
      try { lockDirectory(workerData).release(); parentPort.postMessage('taken'); }
      catch (error) { parentPort.postMessage(error.name); }
    });`;
  const refused = new Worker(inThread, { eval: true, workerData: directory });
  assert.deepEqual(await once(refused, 'message'), ['DirectoryInUseError']);

  lock.release();
  lock.release();
  const taken = new Worker(inThread, { eval: true, workerData: directory });
  assert.deepEqual(await once(taken, 'message'), ['taken']);
});
