// What was kept long enough is erased: nothing of the person stays, figures and the audit's chain do, documents can be checked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { checkDocument } from '../../src/engine/documents/check-document.ts';
import { tellDecision } from '../../src/engine/applications/tell-decision.ts';
import { fileName } from '../../src/engine/documents/document.ts';
import { rebuildDays } from '../../src/engine/figures/close-days.ts';
import { readFigures } from '../../src/engine/figures/read-figures.ts';
import { fileObjection } from '../../src/engine/objections/file-objection.ts';
import { sweep } from '../../src/engine/retention/sweep.ts';
import { eraseKept } from '../../src/engine/retention/erase-kept.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { readQueue } from '../../src/engine/review/queue.ts';
import { writeNote } from '../../src/engine/review/write-note.ts';
import { whereItStands } from '../support/erased.ts';
import { decisionEvent, morePermits, omar, opened, salma, submit, testOrigin } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { openStatusOf, refuseForGood } from '../support/refusals.ts';
import { returnedLink } from '../support/returns.ts';
import type { Submitted } from '../support/office.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());

let permits = 740_000;
async function next(): Promise<Submitted> {
  permits += 1;
  const [permit] = await morePermits(portal, 1, permits);
  assert.ok(permit);
  return submit(portal, permit);
}

async function approve({ id }: Submitted): Promise<void> {
  const { revision } = await opened(portal, id);
  assert.equal((await decide(portal.ctx, salma, { id, revision, kind: 'approve' })).kind, 'decided');
  await portal.moveClock('61 seconds');
  await tellDecision(portal.ctx, await decisionEvent(portal, id));
}

async function documentOf(id: number): Promise<{ id: string; code: string; hash: Buffer }> {
  for (let tries = 0; tries < 400; tries++) {
    const { rows } = await sql<{
      id: string;
      code: string;
      hash: Buffer | null;
    }>`select id, code, hash from documents
      where application_id = ${id}`.execute(portal.db.query);
    const [row] = rows;
    if (row?.hash) return { ...row, hash: row.hash };
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('The document was not made');
}

/** The audit as it stands, whole or up to an entry. */
async function chainOf(last: number | null): Promise<{ last: number; all: string }> {
  const { rows } = await sql<{ last: number; all: string }>`select max(id) as last,
      md5(string_agg(md5(a::text), '' order by id)) as all from audit a where id <= coalesce(${last}::bigint, id)`.execute(
    portal.db.query,
  );
  return rows[0] ?? { last: 0, all: '' };
}

const secretWords = 'كلمات المقاول السرية ٧٧';
const day = 24 * 3600;

test('after the service’s days nothing of the person stays, and figures, audit and document do', async () => {
  const [refused, approved, open] = [await next(), await next(), await next()];
  const path = await returnedLink(portal, refused);
  const page = await portal.browser().open(path);
  assert.equal(page.status, 200);
  await refused.browser.submit(page, { details: secretWords });
  await writeNote(portal.ctx, salma, refused.id, { words: secretWords, bringForwardOn: null });
  const refusal = await refuseForGood(portal, refused.id, omar, secretWords);
  await openStatusOf(refused);
  const { rows: own } = await sql<{
    holder: Buffer;
  }>`select holder from applications where id = ${refused.id}`.execute(portal.db.query);
  const visitor = { holder: own[0]?.holder ?? Buffer.alloc(32), address: '10.9.9.5' };
  await fileObjection(portal.ctx, visitor, { refusal, words: secretWords });
  await approve(approved);
  const document = await documentOf(approved.id);
  const { today } = await portal.ctx.settings.now();
  const period = { from: today.subtract({ days: 3 }), until: today };
  const figures = await readFigures(portal.ctx, period);
  const audit = await chainOf(null);
  await portal.moveClock(`${1827 * day} seconds`);
  const first = await eraseKept(portal.ctx);
  assert.deepEqual(
    first,
    { applications: 1, documents: 0 },
    'what is open or objected to stays, and the document',
  );
  await sql`update objections set answer = 'rejected', answer_words = ${secretWords}, staff_id = 99, staff_name = 'x', answered_at = moment()`.execute(
    portal.db.query,
  );
  const runs = await Promise.all([eraseKept(portal.ctx), eraseKept(portal.ctx)]);
  assert.equal(runs[0].applications + runs[1].applications, 1, 'two at once erase it once');
  assert.deepEqual(await eraseKept(portal.ctx), { applications: 0, documents: 0 });

  await sweep(portal.ctx);
  assert.deepEqual(await whereItStands(portal, secretWords), [], 'not one of its words, anywhere');
  for (const each of [refused, approved]) {
    // The simulated phones are the people's own, and the register is the city's.
    const stands = await whereItStands(portal, each.phone.e164);
    assert.deepEqual(
      stands.filter((line) => !line.startsWith('demo_phone')),
      [],
    );
    const name = await whereItStands(portal, `المشاعل ${each.permit.contractorNumber}`);
    assert.deepEqual(
      name.filter((line) => !line.startsWith('contractors:')),
      each === approved ? ['documents: 1'] : [],
    );
  }
  assert.ok((await whereItStands(portal, open.phone.e164)).some((line) => line.startsWith('applications')));
  const found = await opened(portal, refused.id);
  assert.equal(found.state, 'refused');
  assert.equal((await readQueue(portal.ctx, salma, { search: refused.phone.typed })).rows.length, 0);
  assert.match((await openStatusOf(refused)).text, /لا طلب بهذا الرقم المرجعي/);
  assert.deepEqual((await readFigures(portal.ctx, period)).counts, figures.counts);
  await rebuildDays(portal.ctx, testOrigin);
  assert.deepEqual(await readFigures(portal.ctx, period), figures, 'counted anew, they are the same');
  assert.deepEqual(await chainOf(audit.last), audit, 'not one entry of the audit is another');
  const { rows: stones } = await sql<{
    subject: string;
    rule: string;
    kept_days: number;
    erased: Record<string, number>;
  }>`
    select subject, rule, kept_days, erased from tombstones where subject = ${`application:${refused.id}`}`.execute(
    portal.db.query,
  );
  assert.equal(stones[0]?.rule, 'kept-long-enough');
  assert.equal(stones[0]?.kept_days, 1826);
  assert.ok((stones[0]?.erased['messages'] ?? 0) >= 4 && stones[0]?.erased['notes'] === 1);
  const { rows: audited } = await sql<{ data: { ids: number[] } }>`select data from audit
    where action = 'retention.erased' and actor = 'system' order by id limit 1`.execute(portal.db.query);
  assert.deepEqual(audited[0]?.data.ids, [approved.id]);

  const checked = await checkDocument(portal.ctx, '10.1.1.1', document.code);
  assert.ok(checked.kind === 'genuine');
  assert.equal(checked.document.standing.kind, 'ended');
  assert.equal(checked.document.registerDown, false, 'the register is still asked about it');
  assert.ok(await portal.ctx.documents.storage.get(fileName(document.hash)));
  await portal.moveClock(`${60 * day} seconds`);
  assert.deepEqual(await eraseKept(portal.ctx), { applications: 0, documents: 1 });
  assert.equal((await checkDocument(portal.ctx, '10.1.1.1', document.code)).kind, 'forgotten');
  assert.equal(await portal.ctx.documents.storage.get(fileName(document.hash)), null, 'its file is gone');
  assert.deepEqual(
    (await whereItStands(portal, `المشاعل ${approved.permit.contractorNumber}`)).filter(
      (line) => !line.startsWith('contractors'),
    ),
    [],
  );
  const verified = await portal.browser().open('/ar/verify');
  const answer = await portal.browser().submit(verified, { code: document.code });
  assert.match(answer.text, /انقضت مدة حفظ بياناتها/);
});

test('in batches, and no longer than its time; what a city kept is found by an index', async () => {
  await sql`insert into applications (reference, intent, holder, service, version, lang, subject, found, answers, shown, proof, phone,
      phone_of_register, promised_on, submitted_at)
    select 'OLD-' || n, gen_random_uuid(), '\\x01', 'contractor-permit-renewal', 1, 'ar', 'old ' || n, '{}', '{"reason": "weather"}',
      '{"found": [], "answers": []}', '{}', '+962790000000', false, '2020-01-01', moment() - interval '9 years'
    from generate_series(1, 500) n`.execute(portal.db.query);
  await sql`insert into application_events (application_id, kind, actor, at)
    select id, 'submitted', 'contractor', submitted_at from applications where reference like 'OLD-%'`.execute(
    portal.db.query,
  );
  assert.equal((await eraseKept(portal.ctx, { milliseconds: 0 })).applications, 0, 'no time, nothing done');
  assert.equal((await eraseKept(portal.ctx, { batch: 60 })).applications, 500);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit
    where action = 'retention.erased' and (data ->> 'count')::int in (60, 20)`.execute(portal.db.query);
  assert.equal(rows[0]?.count, 9, 'an entry for each transaction');
  const { rows: plan } = await sql<{ 'QUERY PLAN': string }>`explain select id from applications
    where service = 'contractor-permit-renewal' and erased_at is null and submitted_at < moment() order by submitted_at, id limit 200`.execute(
    portal.db.query,
  );
  assert.match(plan.map((line) => line['QUERY PLAN']).join('\n'), /applications_to_erase/);
});
