import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { decide } from '../../src/engine/review/decide.ts';
import { take } from '../../src/engine/review/take-application.ts';
import { undoDecision } from '../../src/engine/review/undo-decision.ts';
import { omar, opened, salma } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { preparedApplications } from '../support/prepared.ts';
import type { DecideResult } from '../../src/engine/review/decide.ts';
import type { Portal } from '../support/portal.ts';

// Two clerks decide the same application at the same moment, again and again. The embedded database has one connection,
// so there they only take turns.
const races = process.env['TEST_DATABASE_URL'] === undefined ? 100 : 2000;
const firstNumber = 800_001;

let portal: Portal;
let ids: number[];
before(async () => {
  portal = await openPortal();
  ids = await preparedApplications(portal, races, firstNumber);
});
after(() => portal.close());

test(`${races} races of two clerks: each time exactly one decides`, { timeout: 600_000 }, async () => {
  const won = { salma: 0, omar: 0 };
  for (const [round, id] of ids.entries()) {
    const { revision } = await opened(portal, id);
    const approving = () => decide(portal.ctx, salma, { id, revision, kind: 'approve' });
    const refusing = () =>
      decide(portal.ctx, omar, { id, revision, kind: 'refuse', reason: 'other', words: 'سبب' });
    // Who sends first takes turns.
    const results: DecideResult[] =
      round % 2 === 0
        ? await Promise.all([approving(), refusing()])
        : (await Promise.all([refusing(), approving()])).toReversed();
    const decided = results.filter(({ kind }) => kind === 'decided');
    assert.equal(decided.length, 1, JSON.stringify(results));
    const winner = results[0]?.kind === 'decided' ? salma : omar;
    won[winner === salma ? 'salma' : 'omar'] += 1;
    const lost = results.find(({ kind }) => kind !== 'decided');
    assert.ok(lost?.kind === 'not-allowed' && lost.why === 'state', JSON.stringify(lost));
    assert.equal(lost.by, winner.name);
    assert.ok(lost.at instanceof Date);
  }
  const { rows } = await sql<Record<string, number>>`select
    count(*)::int as decisions, count(distinct application_id)::int as applications,
    (select count(*)::int from permit_terms) as terms,
    count(*) filter (where kind = 'approved')::int as approved,
    (select count(*)::int from jobs.job where name = 'tell-decision') as jobs,
    (select count(*)::int from open_applications) as open,
    (select count(*)::int from leases) as leases
    from application_events where kind in ('approved', 'refused')`.execute(portal.db.query);
  const expected = { decisions: races, applications: races, jobs: races, open: 1, leases: 0 };
  const { terms, approved, ...counts } = rows[0] ?? {};
  assert.deepEqual(counts, expected);
  assert.equal(terms, approved, 'a term for each approval, and for nothing else');
  assert.equal(approved, won.salma);
});

test('undoing, taking and deciding at one moment leave one truth', { timeout: 120_000 }, async () => {
  for (const id of ids.slice(-Math.min(races, 50))) {
    const decider = (await opened(portal, id)).application.events.at(-1)?.by?.id === salma.id ? salma : omar;
    const other = decider === salma ? omar : salma;
    await Promise.all([
      undoDecision(portal.ctx, decider, id),
      undoDecision(portal.ctx, decider, id),
      take(portal.ctx, other, id),
      opened(portal, id, other).then(({ revision }) =>
        decide(portal.ctx, other, { id, revision, kind: 'approve' }),
      ),
    ]);
    const { state, application, terms } = await opened(portal, id);
    const kinds = application.events.map(({ kind }) => kind);
    assert.equal(kinds.filter((kind) => kind === 'undone').length, 1, kinds.join(' '));
    assert.equal(
      state === 'approved',
      terms.some(({ applicationId }) => applicationId === id),
    );
  }
});
