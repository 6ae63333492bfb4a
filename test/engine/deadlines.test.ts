// What was returned and nobody completes: warned of, ended once, against whoever completes it at that moment.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { complete } from '../../src/engine/applications/complete-application.ts';
import { keepDeadlines } from '../../src/engine/applications/keep-deadlines.ts';
import { openCompletion } from '../../src/engine/applications/open-completion.ts';
import { readFigures } from '../../src/engine/figures/read-figures.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { readQueue } from '../../src/engine/review/queue.ts';
import { morePermits, opened, salma, submit, written } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { returnedLink, returnNow } from '../support/returns.ts';
import type { Submitted } from '../support/office.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
  // Every day is a working day here: what days off do is tested with the pure functions.
  await portal.set('calendar.weekend', []);
});
after(() => portal.close());

let permits = 710_000;
async function next(): Promise<Submitted> {
  permits += 1;
  const [permit] = await morePermits(portal, 1, permits);
  assert.ok(permit);
  return submit(portal, permit);
}

const visitor = { holder: Buffer.alloc(32, 9), address: '10.9.9.8' };
const doorOf = (path: string) => ({ kind: 'link', token: path.split('/').at(-1) ?? '' }) as const;

test('warned once before the end, then ended once, told, and free to be asked for again', async () => {
  const one = await next();
  const path = await returnedLink(portal, one);
  const open = await openCompletion(portal.ctx, visitor, doorOf(path));
  assert.ok(open.kind === 'open');
  const { today } = await portal.ctx.settings.now();
  assert.equal(open.endsOn, today.add({ days: 21 }).toString(), '14 days to complete, 7 of grace');
  assert.equal((await opened(portal, one.id)).endsOn, open.endsOn);
  await portal.moveClock('17 days');
  assert.deepEqual(await keepDeadlines(portal.ctx), { warned: 0, lapsed: 0 });
  await portal.moveClock('1 day');
  const runs = await Promise.all(Array.from({ length: 4 }, () => keepDeadlines(portal.ctx)));
  assert.equal(
    runs.reduce((sum, { warned }) => sum + warned, 0),
    1,
    'once, however many look',
  );
  await portal.moveClock('3 days');
  assert.deepEqual(await keepDeadlines(portal.ctx), { warned: 0, lapsed: 0 }, 'the last day is theirs');
  const status = (await one.browser.open(await statusOf(one))).text;
  assert.match(status, /بحاجة لاستكمال/);
  await portal.moveClock('1 day');
  const ends = await Promise.all(Array.from({ length: 4 }, () => keepDeadlines(portal.ctx)));
  assert.equal(
    ends.reduce((sum, { lapsed }) => sum + lapsed, 0),
    1,
  );
  const { events, messages, claims } = await written(portal, one.id);
  assert.deepEqual(events, ['submitted', 'returned', 'lapsed']);
  assert.deepEqual(messages, ['submitted', 'returned', 'completion-warning', 'lapsed']);
  assert.equal(claims, 0);
  const texts = (await portal.messages(one.phone.e164, 4)).map(({ text }) => text);
  assert.match(texts.join('\n'), /وإلا انتهى/);
  for (const text of texts.filter((each) => /انته/.test(each)))
    assert.ok(text.length <= 70, `one part: ${text}`);
  const found = await opened(portal, one.id);
  assert.equal(found.state, 'lapsed');
  assert.deepEqual(found.allowed, ['note']);
  assert.match((await one.browser.open(await statusOf(one))).text, /انتهى دون استكمال/);
  assert.equal((await openCompletion(portal.ctx, visitor, doorOf(path))).kind, 'over');
  const queued = await readQueue(portal.ctx, salma, { search: one.reference });
  assert.deepEqual(
    queued.rows.map(({ state, why }) => [state, why.kind]),
    [['lapsed', 'ended']],
  );
  const { rows } = await sql`select from audit where action = 'application.lapsed'
    and subject = ${`application:${one.id}`} and actor = 'system'`.execute(portal.db.query);
  assert.equal(rows.length, 1);
  const day = (await portal.ctx.settings.now()).today;
  assert.equal((await readFigures(portal.ctx, { from: day, until: day })).counts.lapsed, 1);
  await sql`update permits set valid_until = (moment() at time zone 'Asia/Amman')::date + 9
    where number = ${one.permit.permitNumber}::bigint`.execute(portal.db.query);
  const again = await submit(portal, one.permit);
  assert.notEqual(again.id, one.id);
});

/** The status is open to its browser for an hour, so it is asked for again. */
async function statusOf({ browser, reference, phone }: Submitted): Promise<string> {
  const page = await browser.open('/ar/track');
  await browser.submit(page, { reference, phoneEnding: phone.typed.slice(-4) });
  return '/ar/track/status';
}

test('completing and ending at the same moment: one of the two, twelve times', async () => {
  const all: { one: Submitted; path: string }[] = [];
  for (let n = 0; n < 12; n++) {
    const one = await next();
    all.push({ one, path: await returnedLink(portal, one) });
  }
  // After the link's day, and on the day of the end, by the status page.
  for (const { one } of all) await statusOf(one);
  await portal.moveClock('22 days');
  const completing = all.map(async ({ one }) => {
    const own = await visitorOf(one);
    await sql`insert into status_views (holder, application_id, expires_at) values (${own.holder}, ${one.id}, moment() + '1 hour')
      on conflict (holder) do update set application_id = excluded.application_id, expires_at = excluded.expires_at`.execute(
      portal.db.query,
    );
    const door = { kind: 'status' } as const;
    const open = await openCompletion(portal.ctx, own, door);
    if (open.kind !== 'open') return open.kind;
    const sent = { details: 'المقطع بين الدوار الثالث والرابع' };
    return (await complete(portal.ctx, own, door, { returnId: open.returnId, lang: 'ar', sent })).kind;
  });
  const [results, ...runs] = await Promise.all([
    Promise.all(completing),
    keepDeadlines(portal.ctx),
    keepDeadlines(portal.ctx),
  ]);
  const lapsed = runs.reduce((sum, run) => sum + run.lapsed, 0);
  assert.equal(results.filter((kind) => kind === 'done').length + lapsed, 12, 'each ended in one way');
  for (const { one } of all) {
    const { events, claims } = await written(portal, one.id);
    const last = events.at(-1);
    assert.equal(events.length, 3);
    assert.equal(claims, last === 'completed' ? 1 : 0);
  }
});

async function visitorOf({ id }: Submitted): Promise<{ holder: Buffer; address: string }> {
  const { rows } = await sql<{ holder: Buffer }>`select holder from applications where id = ${id}`.execute(
    portal.db.query,
  );
  return { holder: rows[0]?.holder ?? Buffer.alloc(32), address: '10.9.9.8' };
}

test('a refusal, taken back return, an undone one and a prepared refusal do not end by themselves', async () => {
  const [refused, prepared] = [await next(), await next()];
  for (const each of [refused, prepared]) await returnedLink(portal, each);
  const refuse = { kind: 'refuse', reason: 'works-finished', words: '' } as const;
  const { revision } = await opened(portal, refused.id);
  assert.equal((await decide(portal.ctx, salma, { id: refused.id, revision, ...refuse })).kind, 'decided');
  await portal.set('contractor-permit-renewal.two-pairs-of-eyes', 'all');
  const seen = await opened(portal, prepared.id);
  const result = await decide(portal.ctx, salma, { id: prepared.id, revision: seen.revision, ...refuse });
  assert.equal(result.kind, 'prepared');
  await portal.set('contractor-permit-renewal.two-pairs-of-eyes', 'off');
  await portal.moveClock('40 days');
  await keepDeadlines(portal.ctx);
  assert.equal((await opened(portal, refused.id)).state, 'refused');
  assert.equal((await opened(portal, prepared.id)).state, 'to-confirm');
});

test('the rule of the day of the return holds, and a city that ends nothing says nothing', async () => {
  const one = await next();
  await portal.set('contractor-permit-renewal.completion-grace', 3660);
  await returnNow(portal, one.id);
  assert.equal((await opened(portal, one.id)).endsOn, null);
  const { today } = await portal.ctx.settings.now();
  await portal.db.query
    .insertInto('settings')
    .values({
      key: 'contractor-permit-renewal.completion-grace',
      valid_from: today.add({ days: 1 }).toString(),
      value: '0',
      set_by: 'test',
    })
    .execute();
  await portal.moveClock('60 days');
  assert.equal((await keepDeadlines(portal.ctx)).lapsed, 0, 'what was told on that day holds');
  assert.equal((await opened(portal, one.id)).state, 'returned');
});
