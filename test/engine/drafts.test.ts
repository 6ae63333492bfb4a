import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { openStep } from '../../src/engine/applications/continue-draft.ts';
import { readResumeToken, resumeToken } from '../../src/engine/applications/resume.ts';
import { submitApplication } from '../../src/engine/applications/submit-application.ts';
import { sweep } from '../../src/engine/retention/sweep.ts';
import { contractorPermitRenewal } from '../../src/services/contractor-permit-renewal/service.ts';
import { openPortal } from '../support/portal.ts';
import { renewablePermits } from '../support/renewable.ts';
import { firstPermit, freshPhone, newestCode, renewal, walkToCheck, walkToDone } from '../support/walk.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());

type Row = { id: string; holder: Buffer; typed: Record<string, string>; answers: Record<string, string> };

/** The draft that was touched last. */
async function lastDraft(): Promise<Row> {
  const { rows } = await sql<Row>`select id, holder, typed, answers from drafts
    order by touched_at desc, revision desc limit 1`.execute(portal.db.query);
  assert.ok(rows[0], 'there is a draft');
  return rows[0];
}

async function countOf(table: string, where = sql`true`): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int from ${sql.table(table)} where ${where}`.execute(portal.db.query);
  return rows[0]?.count ?? 0;
}

const start = async (browser: Browser): Promise<Page> =>
  browser.submit(await browser.open(`${renewal}/start`), firstPermit());

test('the first form, sent ten times at once, begins one draft', async () => {
  const browser = portal.browser();
  const form = await browser.open(`${renewal}/start`);
  const drafts = await countOf('drafts');
  const answers = await Promise.all(Array.from({ length: 10 }, () => browser.send(form, firstPermit())));
  for (const answer of answers) assert.equal(answer.location, `${renewal}/renewal`);
  assert.equal(await countOf('drafts'), drafts + 1);
});

test('a wrong first form, sent ten times at once, counts each sending once', async () => {
  const browser = portal.browser();
  const form = await browser.open(`${renewal}/start`);
  const counted = async () => {
    const { rows } = await sql<{
      all: number;
    }>`select coalesce(max(count), 0)::int as all from counters`.execute(portal.db.query);
    return rows[0]?.all ?? 0;
  };
  const earlier = await counted();
  const wrong = { ...firstPermit(), permitNumber: '999999' };
  const answers = await Promise.all(Array.from({ length: 10 }, () => browser.send(form, wrong)));
  for (const answer of answers) assert.equal(answer.location, `${renewal}/permit`);
  assert.ok((await counted()) - earlier <= 10);
});

test('the second form, sent ten times at once, sends one code', async () => {
  const browser = portal.browser();
  const phone = freshPhone();
  const page = await start(browser);
  const fields = { reason: 'weather', details: '', phone: phone.typed };
  const answers = await Promise.all(Array.from({ length: 10 }, () => browser.send(page, fields)));
  for (const answer of answers) assert.equal(answer.location, `${renewal}/code`);
  assert.equal(await countOf('messages', sql`phone = ${phone.e164}`), 1);
});

test('two tabs that save different steps at once lose nothing of either', async () => {
  const browser = portal.browser();
  const first = await browser.open(`${renewal}/start`);
  const second = await browser.submit(first, firstPermit());
  const back = await browser.open(`${renewal}/permit`);
  for (let round = 0; round < 5; round++) {
    const phone = freshPhone();
    await Promise.all([
      browser.send(back, { ...firstPermit(), permitNumber: `287${' '.repeat(round)}` }),
      browser.send(second, { reason: 'materials', details: `جولة ${round}`, phone: phone.typed }),
    ]);
    const { typed, answers } = await lastDraft();
    assert.equal(typed['permitNumber'], `287${' '.repeat(round)}`);
    assert.equal(typed['details'], `جولة ${round}`);
    assert.equal(answers['permitNumber'], '287');
    assert.equal(answers['phone'], phone.e164);
  }
});

test('a newer definition keeps what was typed, and concludes nothing from it', async () => {
  const browser = portal.browser();
  await walkToCheck(portal, browser, firstPermit());
  const { id, holder, typed } = await lastDraft();
  const visitor = { holder, address: '10.9.9.9' };
  const newer = { ...contractorPermitRenewal, version: contractorPermitRenewal.version + 1 };
  const [step] = newer.journey;
  assert.ok(step);
  const opened = await openStep(portal.ctx, visitor, { service: newer, step, lang: 'ar' });
  assert.ok(opened.kind === 'open');
  assert.deepEqual(opened.draft.typed, typed);
  assert.deepEqual([opened.draft.answers, opened.draft.found, opened.draft.proof], [{}, null, {}]);
  assert.equal(opened.unfinished, step);
  const submitted = await submitApplication(portal.ctx, visitor, { service: newer, lang: 'ar', draftId: id });
  assert.deepEqual(submitted, { kind: 'go', step: 'permit' });
});

test('a resume link opens the draft in another browser; an altered one, or one of another id, opens nothing', async () => {
  const browser = portal.browser();
  await start(browser);
  const { id } = await lastDraft();
  const link = (await browser.open(`${renewal}/resume`)).text;
  const token = resumeToken(portal.ctx.secret, id);
  assert.ok(link.includes(`${renewal}/resume/${token}`));
  assert.equal(readResumeToken(portal.ctx.secret, token), id);

  const stranger = resumeToken('another secret, as long as ours', id);
  const otherId = Buffer.concat([
    Buffer.from('11'.repeat(16), 'hex'),
    Buffer.from(token, 'base64url').subarray(16),
  ]);
  const altered = [
    stranger,
    otherId.toString('base64url'),
    ...[0, 10, 30].map((at) => token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)),
    token.slice(1),
    `${token}A`,
    '',
    'x'.repeat(43),
  ];
  const thief = portal.browser();
  for (const wrong of altered) {
    assert.equal(readResumeToken(portal.ctx.secret, wrong), null, wrong);
    if (wrong === '') continue;
    const gone = await thief.post(`${renewal}/resume/${wrong}`);
    assert.equal(gone.status, 404, wrong);
  }
  assert.equal(
    (await browser.open(`${renewal}/renewal`)).path,
    `${renewal}/renewal`,
    'it is still the first one’s',
  );

  const other = portal.browser();
  const opened = await other.open(`${renewal}/resume/${token}`);
  assert.equal(
    (await browser.open(`${renewal}/renewal`)).path,
    `${renewal}/renewal`,
    'looking at it moves nothing',
  );
  const resumed = await other.submit(opened, {});
  assert.equal(resumed.path, `${renewal}/renewal`);
  assert.equal((await browser.open(`${renewal}/renewal`)).path, `${renewal}/permit`, 'it moved');
});

test('nobody touches a draft of another browser by its id', async () => {
  const browser = portal.browser();
  const page = await start(browser);
  const thief = portal.browser();
  await thief.open(`${renewal}/start`);
  const phone = freshPhone();
  const answer = await thief.send(page, { reason: 'weather', details: '', phone: phone.typed });
  assert.equal(answer.location, `${renewal}/permit`);
  assert.equal(await countOf('drafts', sql`answers->>'phone' = ${phone.e164}`), 0);

  const { id } = await lastDraft();
  const form = await thief.open(`${renewal}/start`);
  const taking = {
    ...form,
    html: form.html.replace(/name="draft" value="[^"]*"/, `name="draft" value="${id}"`),
  };
  assert.equal((await thief.submit(taking, firstPermit())).path, `${renewal}/renewal`);
  const { rows } = await sql<{ holders: number }>`select count(distinct holder)::int as holders from drafts
    where id = ${id}::uuid`.execute(portal.db.query);
  assert.equal(rows[0]?.holders, 1);
  assert.equal(
    (await browser.open(`${renewal}/renewal`)).path,
    `${renewal}/renewal`,
    'the first keeps its own',
  );
});

test('a draft that nobody touched for its days is deleted, with its codes and the phone of their messages', async () => {
  const browser = portal.browser();
  const phone = freshPhone();
  const [permit] = await renewablePermits(portal);
  assert.ok(permit);
  await walkToDone(portal, portal.browser(), permit);
  const page = await start(browser);
  await browser.submit(page, { reason: 'weather', details: '', phone: phone.typed });
  await newestCode(portal, phone.e164);
  const { id } = await lastDraft();
  await sql`insert into screen_codes (id, draft_id, hash, expires_at)
    values (gen_random_uuid(), ${id}::uuid, '\\x00', moment())`.execute(portal.db.query);
  const kept = contractorPermitRenewal.keep.draft;

  await portal.moveClock(`${kept * 24 - 1} hours`);
  await sweep(portal.ctx);
  const mine = sql`draft_id = ${id}::uuid`;
  assert.deepEqual([await countOf('sms_codes', mine), await countOf('screen_codes', mine)], [1, 1]);

  await portal.moveClock('2 hours');
  await sweep(portal.ctx);
  await portal.moveClock(`-${kept * 24 + 1} hours`);
  assert.equal(await countOf('drafts', sql`id = ${id}::uuid`), 0);
  assert.deepEqual([await countOf('sms_codes', mine), await countOf('screen_codes', mine)], [0, 0]);
  assert.equal(await countOf('messages', sql`phone = ${phone.e164}`), 0);
  assert.ok(portal.log.some((line) => line.includes('retention.drafts')));
  assert.equal(await countOf('applications'), 1, 'what was submitted stays');
  assert.equal(await countOf('messages', sql`kind = 'submitted'`), 1);
  assert.equal((await browser.open(`${renewal}/renewal`)).path, `${renewal}/permit`);
});
