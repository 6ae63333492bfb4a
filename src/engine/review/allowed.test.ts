import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowedActions, whyNotAllowed } from './allowed.ts';
import { officeStateOf } from './office-event.ts';
import type { Action } from './allowed.ts';
import type { OfficeEvent, OfficeState } from './office-event.ts';

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
const prepared: OfficeEvent = { id: 7, kind: 'prepared', at, decided: { kind: 'approved', term: null }, by };
const preparedRefusal: OfficeEvent = {
  id: 10,
  kind: 'prepared',
  at,
  decided: { kind: 'refused', reason: { code: 'x', ar: 'س', en: 'x' }, words: '' },
  by,
};
const sentBack: OfficeEvent = { id: 8, kind: 'sent-back', at, words: 'x', by };
const takenBack: OfficeEvent = { id: 9, kind: 'taken-back', at, by };
const cases: [OfficeState, OfficeEvent[]][] = [
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
  ['to-confirm', [submitted, prepared]],
  ['approved', [submitted, prepared, approved]],
  ['to-confirm', [submitted, prepared, approved, undone]],
  ['under-review', [submitted, prepared, sentBack]],
  ['under-review', [submitted, prepared, takenBack]],
  ['to-confirm', [submitted, prepared, sentBack, prepared]],
  ['approved', [submitted, prepared, takenBack, approved]],
  // Prepared while its contractor has it: sent or taken back it is theirs still; completed, it is prepared no more.
  ['to-confirm', [submitted, returned, preparedRefusal]],
  ['returned', [submitted, returned, preparedRefusal, sentBack]],
  ['returned', [submitted, returned, preparedRefusal, takenBack]],
  ['refused', [submitted, returned, preparedRefusal, refused]],
  ['to-confirm', [submitted, returned, preparedRefusal, refused, undone]],
  ['under-review', [submitted, returned, preparedRefusal, completed]],
  ['to-confirm', [submitted, returned, preparedRefusal, completed, prepared]],
  ['returned', [submitted, prepared, sentBack, returned]],
  ['under-review', [submitted, prepared, takenBack, returned, undone]],
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
  'confirm',
  'send-back',
];
const now = new Date('2026-05-01T08:01:00Z');

test('the table that shows a button is the one that obeys it', () => {
  for (const role of ['clerk', 'supervisor', 'administrator', 'inspector', 'auditor'] as const)
    for (const [state, events] of cases) {
      assert.equal(officeStateOf(events), state);
      for (const action of actions)
        for (const lent of [[], ['decision.confirm']] as const) {
          const shown = allowedActions(role, events, now, lent).includes(action);
          const actor = { id: 1, name: 'x', role, place: 'test' };
          assert.equal(whyNotAllowed(actor, action, { events, now }, lent) === null, shown);
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

test('a delegation lends the confirming, and nothing else', () => {
  for (const [state, events] of cases) {
    const own = allowedActions('clerk', events, now);
    const lent = allowedActions('clerk', events, now, ['decision.confirm']);
    assert.deepEqual(
      lent.filter((action) => !own.includes(action)),
      state === 'to-confirm' ? ['confirm', 'send-back'] : [],
    );
  }
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
