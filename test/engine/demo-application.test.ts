import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { seedReturned } from '../../src/engine/applications/seed-returned.ts';
import { readQueue } from '../../src/engine/review/queue.ts';
import { salma } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());

test('an empty demo begins with one application that waits for its contractor, once', async () => {
  await Promise.all([seedReturned(portal.ctx), seedReturned(portal.ctx)]);
  await seedReturned(portal.ctx);
  const { rows, counts } = await readQueue(portal.ctx, salma, { filter: { state: 'returned' } });
  assert.equal(rows.length, 1);
  assert.deepEqual([counts.returned, counts.all], [1, 0]);
  assert.equal(rows[0]?.state, 'returned');
  assert.ok(rows[0].name !== null);
  const { rows: messages } = await sql<{
    count: number;
  }>`select count(*)::int as count from messages`.execute(portal.db.query);
  assert.equal(messages[0]?.count, 1, 'that it was received; the return is told when it is final');
});
