import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { sql } from 'kysely';
import { newProofOfWork } from '../../src/platform/screen-code/proof-of-work.ts';
import { keyedDigits } from '../../src/platform/ids/secret.ts';
import { openPortal } from '../support/portal.ts';
import { renewablePermits } from '../support/renewable.ts';
import { firstPermit, freshPhone, newestCode, renewal } from '../support/walk.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

let portal: Portal;
let permits: PermitNumbers[];
before(async () => {
  portal = await openPortal();
  permits = await renewablePermits(portal);
  await portal.set(policy, 'screen');
});
after(() => portal.close());

const policy = 'contractor-permit-renewal.code-policy';
const room = `${renewal}/code`;
const right = `${renewal}/check`;

type Place = { browser: Browser; page: Page; phone: { typed: string; e164: string } };

/** A browser with a draft, on the page of the code. */
async function atCode(permit = firstPermit(), address?: string): Promise<Place> {
  const browser = portal.browser(address === undefined ? {} : { address });
  const phone = freshPhone();
  const page = await browser.submit(await browser.open(`${renewal}/start`), permit);
  return {
    browser,
    phone,
    page: await browser.submit(page, { reason: 'weather', details: '', phone: phone.typed }),
  };
}

/** The digits that the picture of a page shows: they follow from its id and the secret. */
function digitsOn(page: Page): string {
  const id = /picture\.png\?of=([0-9a-f-]{36})/.exec(page.html)?.[1] ?? '';
  assert.notEqual(id, '', 'the page has a picture');
  return keyedDigits(portal.ctx.secret, ['screen code', id]);
}

/** The address of the picture or the sound of a page. */
function partOf(page: Page, name: string): string {
  return new RegExp(`src="([^"]*${name}[^"]*)"`).exec(page.html)?.[1] ?? '';
}

const wrongOf = (digits: string) => String((Number(digits) + 1) % 1_000_000).padStart(6, '0');

async function countSms(e164: string): Promise<number> {
  const { rows } = await sql`select from messages where phone = ${e164}`.execute(portal.db.query);
  return rows.length;
}

test('the code on the screen carries through to the receipt, and sends no SMS before', async () => {
  const { browser, page, phone } = await atCode(permits.shift());
  assert.equal(page.path, room);
  const picture = await browser.get(partOf(page, 'picture.png'));
  assert.equal(picture.response.headers['content-type'], 'image/png');
  assert.equal(picture.response.headers['cache-control'], 'no-store');
  const sound = await browser.get(partOf(page, 'sound.wav'));
  assert.equal(sound.response.headers['content-type'], 'audio/wav');
  const stranger = portal.browser();
  await stranger.open(`${renewal}/start`);
  for (const part of ['picture.png', 'sound.wav'])
    assert.equal((await stranger.get(partOf(page, part))).status, 404, 'a stranger gets neither');

  const check = await browser.submit(page, { code: digitsOn(page) });
  assert.equal(check.path, right);
  assert.equal(await countSms(phone.e164), 0);
  assert.equal((await browser.submit(check, {})).path, `${renewal}/done`);
});

test('an answer uses the code up, right or wrong', async () => {
  const { browser, page } = await atCode();
  const digits = digitsOn(page);
  const wrong = await browser.send(page, { code: wrongOf(digits) });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /هذا كود جديد/);
  assert.notEqual(digitsOn(wrong), digits);
  const late = await browser.send(page, { code: digits });
  assert.equal(late.status, 422, 'the first is used up');
  assert.equal((await browser.submit(late, { code: digitsOn(late) })).path, right);
  assert.equal((await browser.send(late, { code: digitsOn(late) })).status, 422, 'and so is the right one');
});

test('the same right answer fifty times at once is taken once', async () => {
  await portal.set('limits.wrong-codes', {
    phone: { max: 6, seconds: 3600 },
    address: { max: 1000, seconds: 604_800 },
  });
  const { browser, page } = await atCode();
  const code = digitsOn(page);
  const answers = await Promise.all(Array.from({ length: 50 }, () => browser.send(page, { code })));
  assert.equal(answers.filter((answer) => answer.location === right).length, 1);
});

test('a code of the screen ends after ten minutes, is its draft’s alone, and can be drawn anew', async () => {
  const { browser, page } = await atCode();
  const stranger = await atCode();
  assert.equal((await stranger.browser.send(stranger.page, { code: digitsOn(page) })).status, 422);

  const other = await browser.submit(page, { action: 'another' });
  assert.notEqual(digitsOn(other), digitsOn(page));
  assert.equal((await browser.send(other, { code: digitsOn(page) })).status, 422);

  const fresh = await browser.open(room);
  await portal.moveClock('601 seconds');
  assert.equal((await browser.get(partOf(fresh, 'picture.png'))).status, 404);
  const late = await browser.send(fresh, { code: digitsOn(fresh) });
  assert.equal(late.status, 422);
  assert.equal((await browser.submit(late, { code: digitsOn(late) })).path, right);
});

test('who can neither see nor hear it gets an SMS, and may go back and forth', async () => {
  const { browser, page, phone } = await atCode();
  const bySms = await browser.submit(page, { action: 'sms' });
  assert.equal(bySms.path, room);
  assert.doesNotMatch(bySms.html, /picture\.png/);
  const code = await newestCode(portal, phone.e164);
  const back = await browser.submit(bySms, { action: 'screen' });
  assert.match(back.html, /picture\.png/);
  const again = await browser.submit(back, { action: 'sms' });
  assert.doesNotMatch(again.html, /picture\.png/, 'the code that is on its way can be entered');
  assert.equal(await countSms(phone.e164), 1);
  assert.equal((await browser.submit(again, { code })).path, right);
});

test('another phone is proven anew, on the screen too', async () => {
  const { browser, page } = await atCode();
  assert.equal((await browser.submit(page, { code: digitsOn(page) })).path, right);
  const form = await browser.open(`${renewal}/renewal`);
  const changed = await browser.submit(form, { reason: 'weather', details: '', phone: freshPhone().typed });
  assert.equal(changed.path, room);
});

test('both codes: the one on the screen first, and only then an SMS', async () => {
  await portal.set(policy, 'both');
  const { browser, page, phone } = await atCode(permits.shift());
  assert.equal(await countSms(phone.e164), 0);
  assert.equal((await browser.send(page, { action: 'resend' })).location, room);
  assert.equal(await countSms(phone.e164), 0, 'no SMS before the screen is proven');
  const second = await browser.submit(page, { code: digitsOn(page) });
  assert.equal(second.path, room);
  assert.doesNotMatch(second.html, /picture\.png/);
  assert.equal((await browser.open(right)).path, room);
  const check = await browser.submit(second, { code: await newestCode(portal, phone.e164) });
  assert.equal(check.path, right);
  assert.equal((await browser.submit(check, {})).path, `${renewal}/done`);
  await portal.set(policy, 'screen');
});

async function solve(challenge: Awaited<ReturnType<typeof newProofOfWork>>): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  assert.ok(solution);
  const { counter, derivedKey } = solution;
  return JSON.stringify({ challenge, solution: { counter, derivedKey } });
}

test('tries are counted; a proof of work allows more of them, and is spent once', async () => {
  await portal.set('limits.wrong-codes', {
    phone: { max: 6, seconds: 3600 },
    address: { max: 6, seconds: 500_001 },
  });
  const expiresAt = new Date(Date.now() + 600_000);
  const work = async () => solve(await newProofOfWork(portal.ctx.secret, { expiresAt }));
  const lazy = await atCode(firstPermit(), '10.88.0.1');
  const tried = async ({ browser, page }: Place, proof: string) =>
    (await browser.send(page, { code: '000000', work: proof })).status;
  assert.deepEqual([await tried(lazy, ''), await tried(lazy, 'x'), await tried(lazy, '')], [422, 422, 429]);
  assert.ok(portal.log.some((line) => line.includes('codes.screen.alarm')));

  const diligent = await atCode(firstPermit(), '10.88.0.2');
  const first = await work();
  assert.deepEqual([await tried(diligent, first), await tried(diligent, await work())], [422, 422]);
  assert.equal(await tried(diligent, first), 429, 'spent work counts for nothing');
  assert.equal(await tried(diligent, await work()), 422, 'new work counts');
  const { rows } = await sql`select from spent_work`.execute(portal.db.query);
  assert.equal(rows.length, 3);

  const forged = await newProofOfWork('a secret that is not ours', { expiresAt });
  assert.equal(await tried(diligent, await solve(forged)), 429);
});
