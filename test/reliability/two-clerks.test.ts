import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { decide } from '../../src/engine/review/decide.ts';
import { take } from '../../src/engine/review/take-application.ts';
import { undoDecision } from '../../src/engine/review/undo-decision.ts';
import { morePermits, omar, opened, salma, submit } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
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
  await morePermits(portal, races, firstNumber);
  const [permit] = await morePermits(portal, 1, firstNumber + races);
  assert.ok(permit);
  const one = await submit(portal, permit);
  // What submitting writes, for each of the permits.
  const { rows } = await sql<{ id: number }>`with added as (
      insert into applications (reference, intent, holder, service, version, lang, subject, found, answers, shown, proof,
        phone, phone_of_register, promised_on)
      select 'race ' || n, gen_random_uuid(), holder, service, version, lang, 'permit:2026/' || n, found,
        answers || jsonb_build_object('contractorNumber', n::text, 'permitNumber', n::text), shown, proof, phone, false,
        promised_on
      from applications, generate_series(${firstNumber}::int, ${firstNumber + races - 1}::int) n where id = ${one.id}
      returning *),
    told as (insert into application_events (application_id, kind, actor) select id, 'submitted', 'contractor' from added),
    claimed as (insert into open_applications (service, subject, application_id, promised_on)
      select service, subject, id, promised_on from added)
    select id from added order by id`.execute(portal.db.query);
  ids = rows.map(({ id }) => id);
  assert.equal(ids.length, races);
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
