import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { jsonLog } from '../../platform/log/log.ts';
import { guarded } from './guard-register.ts';
import { RegisterError, WrongRowError } from './remote-register.ts';
import type { RegisterLimits } from './guard-register.ts';
import type { RemoteRegister } from './remote-register.ts';

const asked = { contractorNumber: '1042', permitNumber: '287', permitYear: '2026' };
const ample: RegisterLimits = { timeoutMs: 2000, atOnce: 100, queue: 100, failures: 100, openForMs: 10_000 };

/** A register of a test under limits: what `work` does is what the look-up does. */
function guard(change: Partial<RegisterLimits>, work: (signal: AbortSignal) => Promise<null>) {
  const log: string[] = [];
  const lines = jsonLog((line) => void log.push(line));
  const register: RemoteRegister = { find: (_, signal) => work(signal), close: () => Promise.resolve() };
  const { find } = guarded(register, { ...ample, ...change }, lines, 'permits');
  const never = new AbortController().signal;
  return { find: () => find(asked, never), log };
}

const failing = () => Promise.reject(new RegisterError('The register answers 500'));

test('never more than so many at once, and the others wait for their turn', async () => {
  let now = 0;
  let most = 0;
  const { find } = guard({ atOnce: 3, queue: 20 }, async () => {
    now += 1;
    most = Math.max(most, now);
    await wait(10);
    now -= 1;
    return null;
  });
  const answers = await Promise.all(Array.from({ length: 20 }, find));
  assert.deepEqual(new Set(answers), new Set([null]));
  assert.equal(most, 3);
});

test('what was given up keeps its place until it has ended', async () => {
  let now = 0;
  let most = 0;
  const { find } = guard({ atOnce: 2, queue: 10, timeoutMs: 50, failures: 100 }, async () => {
    now += 1;
    most = Math.max(most, now);
    await wait(200);
    now -= 1;
    return null;
  });
  await Promise.all(Array.from({ length: 6 }, () => assert.rejects(find(), /timed out after 50ms/)));
  await Promise.all(Array.from({ length: 6 }, () => assert.rejects(find())));
  assert.equal(most, 2);
});

test('who finds the queue full is turned away at once, which is no failure of the register', async () => {
  const { find, log } = guard({ atOnce: 1, queue: 1, failures: 1 }, () => wait(100, null));
  const began = performance.now();
  const first = [find(), find()];
  await assert.rejects(find(), { isBulkheadRejectedError: true });
  assert.ok(performance.now() - began < 80);
  assert.deepEqual(await Promise.all(first), [null, null]);
  assert.deepEqual(log, []);
});

test('a look-up ends in time, and what it began is told', async () => {
  let told = false;
  const { find } = guard({ timeoutMs: 60 }, (signal) => {
    signal.addEventListener('abort', () => (told = true));
    return new Promise(() => {});
  });
  const began = performance.now();
  await assert.rejects(find(), /timed out/);
  assert.ok(performance.now() - began < 1000);
  assert.ok(told);
});

test('after failures in a row the register is left alone; then one tries, and others do not wait for it', async () => {
  let calls = 0;
  let work: () => Promise<null> = failing;
  const { find, log } = guard({ failures: 3, openForMs: 100 }, () => {
    calls += 1;
    return work();
  });
  for (let times = 0; times < 3; times++) await assert.rejects(find(), /answers 500/);
  for (let times = 0; times < 5; times++) await assert.rejects(find(), { isBrokenCircuitError: true });
  assert.equal(calls, 3);

  await wait(120);
  await assert.rejects(find(), /answers 500/, 'still down: it opens again');
  await assert.rejects(find(), { isBrokenCircuitError: true });
  await wait(120);
  work = () => wait(50, null);
  const trying = find();
  await assert.rejects(find(), /tried again by another/);
  assert.equal(await trying, null);
  assert.equal(await find(), null);
  assert.equal(calls, 6);
  const events = log.map((line) => (JSON.parse(line) as { event: string }).event);
  assert.deepEqual(events, ['register.circuit.open', 'register.circuit.open', 'register.circuit.closed']);
});

test('misses and rows that cannot be used are no failures', async () => {
  let bad = false;
  const { find, log } = guard({ failures: 1 }, () =>
    bad ? Promise.reject(new WrongRowError('The register’s row is wrong')) : Promise.resolve(null),
  );
  for (let times = 0; times < 5; times++) {
    bad = times % 2 === 1;
    await (bad ? assert.rejects(find(), WrongRowError) : find());
  }
  assert.deepEqual(log, []);
});
