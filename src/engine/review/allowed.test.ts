import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowedActions, whyNotAllowed } from './allowed.ts';
import type { State } from '../applications/application.ts';
import type { Action } from './allowed.ts';
import type { OfficeEvent } from './office-event.ts';

const at = new Date('2026-05-01T08:00:00Z');
const submitted: OfficeEvent = { id: 1, kind: 'submitted', at, unchecked: false, by: null };
const by = { id: 7, name: 'سلمى' };
const approved: OfficeEvent = { id: 2, kind: 'approved', at, finalAt: at, term: null, by };
const undone: OfficeEvent = { id: 3, kind: 'undone', at, by };
const cases: [State, OfficeEvent[]][] = [
  ['under-review', [submitted]],
  ['waiting-for-register', [{ id: 1, kind: 'submitted', at, unchecked: true, by: null }]],
  ['approved', [submitted, approved]],
  ['under-review', [submitted, approved, undone]],
];
const actions: Action[] = ['take', 'approve', 'refuse', 'undo', 'note', 'bring-forward'];

test('the table that shows a button is the one that obeys it', () => {
  for (const role of ['clerk', 'supervisor', 'administrator', 'inspector', 'auditor'] as const)
    for (const [state, events] of cases)
      for (const action of actions) {
        const shown = allowedActions(role, state).includes(action);
        assert.equal(
          whyNotAllowed({ id: 1, name: 'x', role, place: 'test' }, action, events) === null,
          shown,
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
