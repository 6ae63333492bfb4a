import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dogLicence } from '../../../test/support/toy-service.ts';
import { emptyDraft } from './draft.ts';
import {
  codeStage,
  findStep,
  firstUnfinished,
  isDone,
  isProven,
  mayOpen,
  stepAsking,
  stepBefore,
} from './walk.ts';
import type { CodePolicy } from '../define/settings.ts';
import type { Draft, Proof } from './draft.ts';

const phone = '+962791234567';
const now = new Date('2026-11-22T10:00:00Z');
const at = (hoursAgo: number, of = phone) => ({
  phone: of,
  at: new Date(now.getTime() - hoursAgo * 3_600_000).toISOString(),
});

const empty = emptyDraft('id', dogLicence, 'ar');
const row = { subject: 'dog 1', name: 'Rex', label: '1', shown: {}, phone: null };
const looked: Draft = { ...empty, answers: { tag: '1' }, found: row };
const placed: Draft = { ...looked, answers: { tag: '1', walk: 'park' } };
const told: Draft = { ...placed, answers: { ...placed.answers, why: '', ownerPhone: phone } };
const proven: Draft = { ...told, proof: { sms: at(1) } };
const steps = ['which-dog', 'where', 'you', 'proof', 'look-over'];

/** A draft, and at which of the steps it is. */
const places: [string, Draft, number][] = [
  ['nothing yet', empty, 0],
  ['a number that found nothing', { ...empty, answers: { tag: '1' }, outcome: { kind: 'miss' } }, 0],
  ['found', looked, 1],
  ['one of two ask steps', placed, 2],
  ['the second done before the first', { ...told, answers: { tag: '1', why: '', ownerPhone: phone } }, 1],
  ['half of a step', { ...placed, answers: { ...placed.answers, why: '' } }, 2],
  ['all but the code', told, 3],
  ['proven', proven, 4],
  ['proven for another phone', { ...told, proof: { sms: at(1, '+962790000000') } }, 3],
  ['proven too long ago', { ...told, proof: { sms: at(24) } }, 3],
  ['proven yesterday evening', { ...told, proof: { sms: at(23.9) } }, 4],
  ['proven, then looked up anew in vain', { ...proven, found: null }, 0],
];

for (const [what, draft, index] of places)
  test(`where a draft is, and what it may open: ${what}`, () => {
    const context = { policy: 'sms' as const, now };
    assert.equal(firstUnfinished(dogLicence, draft, context).name, steps[index]);
    const open = dogLicence.journey.filter((step) => mayOpen(dogLicence, draft, step, context));
    assert.deepEqual(
      open.map((step) => step.name),
      steps.slice(0, index + 1),
    );
    for (const step of dogLicence.journey.slice(0, index)) assert.ok(isDone(step, draft, context), step.name);
    const last = dogLicence.journey.at(-1);
    assert.ok(last && !isDone(last, draft, context), 'submitting is never done in a draft');
  });

/** The proof, then for the policies screen, sms and both: which code is asked for, and whether it is proven. */
const proofs: [string, Proof, [string, boolean], [string, boolean], [string, boolean]][] = [
  ['nothing', {}, ['screen', false], ['sms', false], ['screen', false]],
  ['screen', { screen: at(1) }, ['screen', true], ['sms', false], ['sms', false]],
  [
    'screen of another phone',
    { screen: at(1, '+9627') },
    ['screen', false],
    ['sms', false],
    ['screen', false],
  ],
  ['screen too long ago', { screen: at(25) }, ['screen', false], ['sms', false], ['sms', false]],
  ['sms', { sms: at(1) }, ['screen', true], ['sms', true], ['screen', true]],
  ['sms of another phone', { sms: at(1, '+9627') }, ['screen', false], ['sms', false], ['screen', false]],
  ['both', { screen: at(1), sms: at(1) }, ['screen', true], ['sms', true], ['sms', true]],
  ['asks for an SMS', { asksForSms: true }, ['sms', false], ['sms', false], ['sms', false]],
  ['asked no more', { asksForSms: false }, ['screen', false], ['sms', false], ['screen', false]],
];

for (const [what, proof, ...expected] of proofs)
  test(`the code under the three policies: ${what}`, () => {
    const draft = { ...told, proof };
    const policies: CodePolicy[] = ['screen', 'sms', 'both'];
    policies.forEach((policy, index) => {
      const is = [codeStage(draft, phone, policy), isProven(draft, phone, { policy, now })];
      assert.deepEqual(is, expected[index], policy);
    });
    assert.equal(isProven(draft, undefined, { policy: 'screen', now }), false, 'no phone, nothing proven');
  });

test('the ways between steps', () => {
  const [first, second] = dogLicence.journey;
  assert.ok(first && second);
  assert.equal(stepBefore(dogLicence, first), undefined);
  assert.equal(stepBefore(dogLicence, second), first);
  assert.equal(findStep(dogLicence, 'where'), second);
  assert.equal(findStep(dogLicence, '__proto__'), undefined);
  assert.equal(stepAsking(dogLicence, 'ownerPhone')?.name, 'you');
  assert.equal(stepAsking(dogLicence, 'tag'), first);
  assert.equal(stepAsking(dogLicence, 'nothing'), undefined);
});
