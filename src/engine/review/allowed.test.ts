import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateOf } from '../applications/application.ts';
import { allowedActions, whyNotAllowed } from './allowed.ts';
import type { State } from '../applications/application.ts';
import type { Action } from './allowed.ts';
import type { OfficeEvent } from './office-event.ts';

const at = new Date('2026-05-01T08:00:00Z');
const submitted: OfficeEvent = { id: 1, kind: 'submitted', at, unchecked: false, by: null };
const by = { id: 7, name: 'سلمى' };
const approved: OfficeEvent = { id: 2, kind: 'approved', at, finalAt: at, term: null, by };
const undone: OfficeEvent = { id: 3, kind: 'undone', at, by };
const refused: OfficeEvent = {
  id: 4,
  kind: 'refused',
  at,
  finalAt: at,
  reason: { code: 'x', ar: 'س', en: 'x' },
  words: '',
  by,
};
const returned: OfficeEvent = {
  id: 5,
  kind: 'returned',
  at,
  finalAt: at,
  fields: ['details'],
  words: 'x',
  completeBy: '2026-05-15',
  by,
};
const completed: OfficeEvent = { id: 6, kind: 'completed', at, changed: {}, by: null };
const cases: [State, OfficeEvent[]][] = [
  ['under-review', [submitted]],
  ['waiting-for-register', [{ id: 1, kind: 'submitted', at, unchecked: true, by: null }]],
  ['approved', [submitted, approved]],
  ['under-review', [submitted, approved, undone]],
  ['returned', [submitted, returned]],
  ['returned', [submitted, returned, refused, undone]],
  ['returned', [submitted, returned, refused, undone, refused, undone]],
  ['refused', [submitted, returned, refused]],
  ['under-review', [submitted, returned, undone]],
  ['under-review', [submitted, returned, completed]],
  ['approved', [submitted, returned, completed, approved]],
];
const actions: Action[] = [
  'take',
  'approve',
  'refuse',
  'undo',
  'note',
  'bring-forward',
  'return',
  'resume',
  'adjust-term',
];
const now = new Date('2026-05-01T08:01:00Z');

test('the table that shows a button is the one that obeys it', () => {
  for (const role of ['clerk', 'supervisor', 'administrator', 'inspector', 'auditor'] as const)
    for (const [state, events] of cases) {
      assert.equal(stateOf(events), state);
      for (const action of actions) {
        const shown = allowedActions(role, events, now).includes(action);
        assert.equal(
          whyNotAllowed({ id: 1, name: 'x', role, place: 'test' }, action, { events, now }) === null,
          shown,
        );
      }
    }
});

test('with its contractor it is not approved, and as long as the return can be undone nothing else ends it', () => {
  const events = [submitted, returned];
  assert.deepEqual(allowedActions('supervisor', events, now), ['undo', 'refuse', 'resume', 'note']);
  const fresh = [submitted, { ...returned, finalAt: new Date('2026-05-01T08:01:01Z') }];
  assert.deepEqual(allowedActions('supervisor', fresh, now), ['undo', 'note']);
  assert.deepEqual(allowedActions('auditor', events, now), []);
});

test('another last day of a term is a supervisor’s to give', () => {
  assert.ok(allowedActions('supervisor', [submitted], now).includes('adjust-term'));
  assert.ok(!allowedActions('clerk', [submitted], now).includes('adjust-term'));
});

test('who comes too late is told where it stands, who brought it there, and when', () => {
  const clerk = { id: 1, name: 'x', role: 'clerk', place: 'test' } as const;
  assert.deepEqual(whyNotAllowed(clerk, 'approve', { events: [submitted, approved], now }), {
    kind: 'not-allowed',
    why: 'state',
    state: 'approved',
    by: by.name,
    at,
  });
});
