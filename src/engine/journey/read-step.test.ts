import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dogLicence } from '../../../test/support/toy-service.ts';
import { emptyDraft } from './draft.ts';
import { readStep } from './read-step.ts';
import type { AskStep, LookUpStep } from '../define/journey.ts';
import type { Draft } from './draft.ts';

const context = {
  today: Temporal.PlainDate.from('2026-11-22'),
  choices: () => [
    { code: 'park', ar: 'حديقة', en: 'Park', needsWords: false },
    { code: 'elsewhere', ar: 'غيرها', en: 'Elsewhere', needsWords: true },
  ],
};

function step(index: number): LookUpStep | AskStep {
  const found = dogLicence.journey[index];
  if (found?.kind !== 'lookUp' && found?.kind !== 'ask') throw new Error(`step ${index}`);
  return found;
}
const [which, where, you] = [step(0), step(1), step(2)];

const filled: Draft = {
  ...emptyDraft('id', dogLicence, 'ar'),
  typed: { tag: '٧١', walk: 'park', why: '', ownerPhone: '0791234567' },
  answers: { tag: '71', walk: 'park', why: '', ownerPhone: '+962791234567' },
  found: { subject: 'dog 71', name: 'Rex', label: '71', shown: {}, phone: null },
};

test('what was typed is kept as it was, right or wrong; answers of the other steps stay', () => {
  const { draft, problems } = readStep(
    dogLicence,
    you,
    filled,
    { why: 'أ\u200f ب', ownerPhone: '06-5' },
    context,
  );
  assert.deepEqual(Object.keys(problems), ['ownerPhone']);
  assert.equal(draft.typed['why'], 'أ\u200f ب');
  assert.equal(draft.typed['ownerPhone'], '06-5');
  assert.deepEqual(draft.answers, { tag: '71', walk: 'park' }, 'no step is done by half');
  assert.equal(draft.found, filled.found);
});

test('a field that was not sent counts as empty; what no step asks for is not looked at', () => {
  const { draft, problems } = readStep(dogLicence, you, filled, { tag: '99', evil: 'x' }, context);
  assert.deepEqual(problems, { ownerPhone: { code: 'required' } });
  assert.equal(draft.typed['tag'], '٧١');
  assert.ok(!('evil' in draft.typed));
});

test('other numbers forget what was found by the old ones, also when they are wrong', () => {
  for (const tag of ['72', 'x']) {
    const { draft } = readStep(dogLicence, which, { ...filled, outcome: { kind: 'miss' } }, { tag }, context);
    assert.equal(draft.found, null);
    assert.equal(draft.outcome, null);
    assert.equal(draft.answers['ownerPhone'], '+962791234567');
  }
});

test('words that a choice of another step makes needed are asked for, before and after', () => {
  const elsewhere = { ...filled, answers: { ...filled.answers, walk: 'elsewhere' } };
  const phone = { ownerPhone: '0791234567' };
  assert.deepEqual(readStep(dogLicence, you, elsewhere, { why: '', ...phone }, context).problems, {
    why: { code: 'required' },
  });
  const changed = readStep(dogLicence, where, filled, { walk: 'elsewhere' }, context).draft;
  assert.deepEqual(changed.answers, { tag: '71', walk: 'elsewhere', ownerPhone: '+962791234567' });
  const same = readStep(dogLicence, where, filled, { walk: 'park' }, context).draft;
  assert.deepEqual(same.answers, filled.answers);
});

test('what is kept of a typed text is cut, is whole Unicode and holds no NUL', () => {
  const why = `\0${'x'.repeat(3998)}😀${'y'.repeat(90_000)}`;
  const kept = readStep(dogLicence, you, filled, { why, ownerPhone: '' }, context).draft.typed['why'] ?? '';
  assert.ok(kept.length <= 4000 && kept.length > 3900);
  assert.ok(kept.isWellFormed() && !kept.includes('\0'));
});
