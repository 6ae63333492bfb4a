import assert from 'node:assert/strict';
import { test } from 'node:test';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { checkProofOfWork, newProofOfWork, type ProofOfWorkChallenge } from './proof-of-work.ts';

const SECRET = 'a secret of the tests';
const inTenMinutes = () => new Date(Date.now() + 600_000);

test('an answer found is accepted, with the same id each time and another for another challenge', async () => {
  const payload = JSON.stringify(await solve(await newProofOfWork(SECRET, { expiresAt: inTenMinutes() })));
  const first = await checkProofOfWork(SECRET, payload);
  assert.ok(first.ok);
  assert.match(first.id, /^[0-9a-f]{32}$/);
  assert.deepEqual(await checkProofOfWork(SECRET, payload), first);

  const other = await solve(await newProofOfWork(SECRET, { expiresAt: inTenMinutes() }));
  assert.notDeepEqual(await checkProofOfWork(SECRET, JSON.stringify(other)), first);
});

test('any altered part is refused', async () => {
  const answer = await solve(await newProofOfWork(SECRET, { expiresAt: inTenMinutes() }));
  const { challenge, solution } = answer;
  const { parameters } = challenge;
  const altered = {
    'a later end': withParameters(answer, { expiresAt: (parameters.expiresAt ?? 0) + 3600 }),
    'another nonce': withParameters(answer, { nonce: '00'.repeat(16) }),
    'another salt': withParameters(answer, { salt: '00'.repeat(16) }),
    'an easier start of the key': withParameters(answer, { keyPrefix: solution.derivedKey.slice(0, 2) }),
    'a cheaper try': withParameters(answer, { cost: 1 }),
    'another counter': { challenge, solution: { ...solution, counter: solution.counter - 1 } },
    'another key': { challenge, solution: { ...solution, derivedKey: '00'.repeat(32) } },
    'no signature': { challenge: { parameters }, solution },
    'another signature': { challenge: { parameters, signature: '00'.repeat(32) }, solution },
    'something more': { ...answer, verified: true },
  };
  for (const [what, payload] of Object.entries(altered)) {
    assert.deepEqual(await checkProofOfWork(SECRET, JSON.stringify(payload)), { ok: false }, what);
  }
});

test('an answer is refused after its end, and under another secret', async () => {
  const late = await solve(await newProofOfWork(SECRET, { expiresAt: new Date(Date.now() - 2000) }));
  assert.deepEqual(await checkProofOfWork(SECRET, JSON.stringify(late)), { ok: false });

  const answer = await solve(await newProofOfWork(SECRET, { expiresAt: inTenMinutes() }));
  assert.deepEqual(await checkProofOfWork('another secret', JSON.stringify(answer)), { ok: false });
});

test('whatever a stranger may send instead is refused without an error', async () => {
  const junk = [
    '',
    '{',
    'null',
    '[]',
    '{}',
    '"work"',
    '{"challenge":null}',
    '{"__proto__":{}}',
    '['.repeat(5000),
  ];
  for (const payload of junk) {
    assert.deepEqual(await checkProofOfWork(SECRET, payload), { ok: false }, payload.slice(0, 20));
  }
});

test('the work is never so little that it is none, nor more than a cheap phone can bear', async () => {
  for (let i = 0; i < 4; i++) {
    const { solution } = await solve(await newProofOfWork(SECRET, { expiresAt: inTenMinutes() }));
    assert.ok(solution.counter >= 60 && solution.counter <= 100, `counter ${solution.counter}`);
  }
});

test('an empty secret is a mistake of ours and is thrown', async () => {
  await assert.rejects(newProofOfWork('', { expiresAt: inTenMinutes() }), RangeError);
});

type Answer = { challenge: ProofOfWorkChallenge; solution: { counter: number; derivedKey: string } };

async function solve(challenge: ProofOfWorkChallenge): Promise<Answer> {
  const solution = await solveChallenge({ challenge, deriveKey });
  assert.ok(solution);
  return { challenge, solution: { counter: solution.counter, derivedKey: solution.derivedKey } };
}

function withParameters(answer: Answer, change: Partial<ProofOfWorkChallenge['parameters']>): Answer {
  const { challenge, solution } = answer;
  return { challenge: { ...challenge, parameters: { ...challenge.parameters, ...change } }, solution };
}
