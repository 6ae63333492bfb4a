import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowedActions, whyNotAllowed } from './allowed.ts';
import type { Action } from './allowed.ts';
import type { OfficeEvent, OfficeState } from './office-event.ts';

const at = new Date('2026-05-01T08:00:00Z');
const submitted: OfficeEvent = { id: 1, kind: 'submitted', at, unchecked: false, by: null };
const by = { id: 7, name: 'سلمى' };
const approved: OfficeEvent = { id: 2, kind: 'approved', at, finalAt: at, term: null, by };
const undone: OfficeEvent = { id: 3, kind: 'undone', at, by };
const prepared: OfficeEvent = { id: 4, kind: 'prepared', at, decided: { kind: 'approved', term: null }, by };
const sentBack: OfficeEvent = { id: 5, kind: 'sent-back', at, words: 'x', by };
const takenBack: OfficeEvent = { id: 6, kind: 'taken-back', at, by };
const cases: [OfficeState, OfficeEvent[]][] = [
  ['under-review', [submitted]],
  ['waiting-for-register', [{ id: 1, kind: 'submitted', at, unchecked: true, by: null }]],
  ['approved', [submitted, approved]],
  ['under-review', [submitted, approved, undone]],
  ['to-confirm', [submitted, prepared]],
  ['approved', [submitted, prepared, approved]],
  ['to-confirm', [submitted, prepared, approved, undone]],
  ['under-review', [submitted, prepared, sentBack]],
  ['under-review', [submitted, prepared, takenBack]],
  ['to-confirm', [submitted, prepared, sentBack, prepared]],
  ['approved', [submitted, prepared, takenBack, approved]],
];
const actions: Action[] = [
  'take',
  'approve',
  'refuse',
  'undo',
  'note',
  'bring-forward',
  'confirm',
  'send-back',
];

test('the table that shows a button is the one that obeys it', () => {
  for (const role of ['clerk', 'supervisor', 'administrator', 'inspector', 'auditor'] as const)
    for (const [state, events] of cases)
      for (const action of actions)
        for (const lent of [[], ['decision.confirm']] as const) {
          const shown = allowedActions(role, state, lent).includes(action);
          const actor = { id: 1, name: 'x', role, place: 'test' };
          assert.equal(whyNotAllowed(actor, action, events, lent) === null, shown);
        }
});

test('a delegation lends the confirming, and nothing else', () => {
  for (const [state] of cases) {
    const own = allowedActions('clerk', state);
    const lent = allowedActions('clerk', state, ['decision.confirm']);
    assert.deepEqual(
      lent.filter((action) => !own.includes(action)),
      state === 'to-confirm' ? ['confirm', 'send-back'] : [],
    );
  }
});

test('who comes too late is told where it stands, who brought it there, and when', () => {
  const clerk = { id: 1, name: 'x', role: 'clerk', place: 'test' } as const;
  assert.deepEqual(whyNotAllowed(clerk, 'approve', [submitted, approved]), {
    kind: 'not-allowed',
    why: 'state',
    state: 'approved',
    by: by.name,
    at,
  });
});
