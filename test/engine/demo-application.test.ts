import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { confirmDecision } from '../../src/engine/review/confirm-decision.ts';
import { seedQueue } from '../../src/engine/review/demo-queue.ts';
import { readQueue } from '../../src/engine/review/queue.ts';
import { omar, opened, salma } from '../support/office.ts';
import { wrongPromises } from '../support/returns.ts';
import { openPortal } from '../support/portal.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());

test('an empty demo begins with a day’s work in the office, once', async () => {
  await Promise.all([seedQueue(portal.ctx), seedQueue(portal.ctx)]);
  await seedQueue(portal.ctx);
  const { rows, counts } = await readQueue(portal.ctx, salma, {});
  const { all, toConfirm, returned, setAside, waiting } = counts;
  assert.deepEqual(
    { all, toConfirm, returned, setAside, waiting },
    { all: 11, toConfirm: 2, returned: 1, setAside: 1, waiting: 0 },
  );
  assert.ok(counts.overdue >= 1, 'something is late');
  assert.ok(rows.every(({ name, lease }) => name !== null && lease?.mine !== true));
  assert.equal(rows.filter(({ lease }) => lease !== null).length, 1, 'one is in somebody’s hand');
  assert.equal(new Set(rows.map(({ submittedAt }) => submittedAt.getTime())).size, rows.length);

  const { rows: told } = await sql<{ messages: number; late: number; shift: string }>`select
    (select count(*)::int from messages) as messages,
    (select count(*)::int from applications where submitted_at > moment()) as late,
    (select shift::text from clock) as shift`.execute(portal.db.query);
  assert.deepEqual(told[0], { messages: 13, late: 0, shift: '00:00:00' }, 'the clock goes on as before');
  assert.deepEqual(await wrongPromises(portal), [], 'each is promised by its own day');
});

test('what was prepared is confirmed as any other', async () => {
  const { rows } = await readQueue(portal.ctx, omar, { filter: { state: 'to-confirm' } });
  const [first] = rows;
  assert.ok(first);
  const { revision } = await opened(portal, first.id, omar);
  const confirmed = await confirmDecision(portal.ctx, omar, { id: first.id, revision });
  assert.equal(confirmed.kind, 'confirmed');
});
