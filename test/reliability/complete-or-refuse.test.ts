import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { complete } from '../../src/engine/applications/complete-application.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { resume } from '../../src/engine/review/resume-application.ts';
import { returnApplication } from '../../src/engine/review/return-application.ts';
import { undoDecision } from '../../src/engine/review/undo-decision.ts';
import { hashKey } from '../../src/platform/ids/secret.ts';
import { omar, opened, salma } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { preparedApplications } from '../support/prepared.ts';
import { wrongPromises } from '../support/returns.ts';
import type { Portal } from '../support/portal.ts';

// A contractor completes, a clerk undoes or takes the return back, and another refuses, at the same moment, again and
// again. The embedded database has one connection, so there they only take turns.
const takeTurns = process.env['TEST_DATABASE_URL'] === undefined;
const races = takeTurns ? 40 : 200;
const firstNumber = 810_001;

let portal: Portal;
let ids: number[];
before(async () => {
  portal = await openPortal();
  ids = await preparedApplications(portal, races, firstNumber);
});
after(() => portal.close());

const visitor = { holder: Buffer.alloc(32, 3), address: '10.1.2.3' };

test(
  `${races} times completed, undone, taken back and refused at once: exactly one of it happens`,
  {
    timeout: 600_000,
  },
  async () => {
    const outcomes: Record<string, number> = {};
    for (const [round, id] of ids.entries()) {
      const { revision } = await opened(portal, id);
      const words = 'ما الذي بقي؟';
      const returned = await returnApplication(portal.ctx, salma, {
        id,
        revision,
        fields: ['details'],
        words,
      });
      assert.equal(returned.kind, 'returned');
      const { rows } = await sql<{ id: number }>`select max(id) as id from application_events
      where application_id = ${id}`.execute(portal.db.query);
      const returnId = rows[0]?.id ?? 0;
      const token = `race${String(round).padStart(18, '0')}`;
      await sql`insert into completion_links (hash, event_id) values (${hashKey(token)}, ${returnId})`.execute(
        portal.db.query,
      );
      // At the end of its minute, just before or just after: then undoing is still possible, or completing is already.
      // In every order of who begins: in turns of four.
      const early = Math.floor(round / 4) % 4 === 0;
      await portal.moveClock(early ? '59 seconds 950 milliseconds' : '61 seconds');
      const seen = (await opened(portal, id, omar)).revision;
      const door = { kind: 'link', token } as const;
      const sent = { details: `بقي مقطع ${round}` };
      const work = [
        () => complete(portal.ctx, visitor, door, { returnId, lang: 'ar', sent }),
        () => undoDecision(portal.ctx, salma, id),
        () => resume(portal.ctx, salma, id),
        () =>
          decide(portal.ctx, omar, {
            id,
            revision: seen,
            kind: 'refuse',
            reason: 'works-finished',
            words: '',
          }),
      ];
      // Who begins takes turns.
      const turned = [...work.slice(round % 4), ...work.slice(0, round % 4)];
      const results: Awaited<ReturnType<(typeof work)[number]>>[] = [];
      if (takeTurns) for (const each of turned) results.push(await each());
      else results.push(...(await Promise.all(turned.map((each) => each()))));
      const kinds = results.map(({ kind }) => kind);
      const happened = kinds.filter((kind) => ['done', 'undone', 'resumed', 'decided'].includes(kind));
      const { application, state } = await opened(portal, id);
      const events = application.events.map(({ kind }) => kind);
      const told = `${round}: ${kinds.join(' ')}: ${events.join(' ')}`;
      // A return that was undone is refused at once by who comes next; then both happened, one after the other.
      const afterUndo = happened.length === 2 && happened.includes('undone') && happened.includes('decided');
      assert.ok(happened.length <= 1 || afterUndo, told);
      assert.equal(events.length, 2 + happened.length, told);
      if (!early) assert.equal(happened.length, 1, told);
      const expected = {
        done: 'under-review',
        undone: 'under-review',
        resumed: 'under-review',
        decided: 'refused',
      };
      const last = events.at(-1);
      const outcome = happened.find((kind) => kind === 'decided') ?? happened[0];
      assert.equal(state, outcome === undefined ? 'returned' : Reflect.get(expected, outcome), told);
      assert.equal(application.answers['details'], last === 'completed' ? sent.details : '', told);
      outcomes[outcome ?? 'nothing'] = (outcomes[outcome ?? 'nothing'] ?? 0) + 1;
    }
    const { rows } = await sql<Record<string, number>>`select
    (select count(*)::int from application_events where kind = 'completed') as completed,
    (select count(*)::int from messages where kind = 'completed') as told,
    (select count(*)::int from application_events where kind = 'resumed') as resumed,
    (select count(*)::int from application_events where kind = 'refused') as refused,
    (select count(*)::int from open_applications) as open`.execute(portal.db.query);
    const [{ completed = 0, told, resumed = 0, refused = 0, open } = {}] = rows;
    assert.equal(told, completed, 'each is told once');
    assert.equal(open, races + 1 - refused);
    assert.deepEqual(
      [completed, resumed, refused],
      [outcomes['done'] ?? 0, outcomes['resumed'] ?? 0, outcomes['decided'] ?? 0],
    );
    for (const kind of ['done', 'resumed', 'decided'] as const)
      assert.ok((outcomes[kind] ?? 0) > 0, `${kind} won at least once: ${JSON.stringify(outcomes)}`);
    assert.deepEqual(await wrongPromises(portal), []);
  },
);
