// A register elsewhere, from the small server that plays it to the page that people see.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { connectRegisters } from '../../src/main/connect-registers.ts';
import { readConfig } from '../../src/main/config.ts';
import { demoRegister } from '../../src/main/demo-register.ts';
import { examine } from '../../src/main/doctor.ts';
import { sweep } from '../../src/engine/retention/sweep.ts';
import { services } from '../../src/services/index.ts';
import { freshDataDir } from '../support/database.ts';
import { openPortal } from '../support/portal.ts';
import { firstPermit, renewal, walkToDone } from '../support/walk.ts';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registers } from '../../src/main/connect-registers.ts';
import type { Config } from '../../src/main/config.ts';
import type { RegisterAnswer } from '../../src/engine/registers/register-source.ts';
import type { Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';

const key = 'the key of the test';
const today = Temporal.Now.plainDateISO('Asia/Amman');
const permits = services.flatMap((service) => service.demo.permits(today));

let server: Server;
let base = '';
let config: Config;
let portal: Portal;
let registers: Registers;

before(async () => {
  server = demoRegister(() => permits, key).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  config = await configFor({ timeoutMs: 1000, failures: 3, openForMs: 300 });
  portal = await openPortal({
    sources: (db, log) => {
      registers = connectRegisters(config.register, db, log);
      return registers.sources;
    },
  });
  // What is shown comes from elsewhere: in our own tables there is nothing.
  await sql`truncate contractors, permits cascade`.execute(portal.db.query);
  const enough = { max: 100_000, seconds: 604_800 };
  await portal.set('limits.look-up-misses', { address: enough, number: enough, all: enough });
});
after(async () => {
  await registers.close();
  await portal.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  await mood('up');
  await new Promise((resolve) => setTimeout(resolve, 350));
  await registers.sources.permits.find(numbers({ permitNumber: '1' }), portal.db.query, { hold: false });
});

/** The example of the documents, with the address of this test and other limits. */
async function configFor(limits: object): Promise<Config> {
  const example = readFileSync(join(import.meta.dirname, '../../docs/examples/register-http.json'), 'utf8');
  const file = join(await freshDataDir(), 'register.json');
  const own = JSON.parse(example.replace('http://127.0.0.1:3100', base)) as object;
  writeFileSync(file, JSON.stringify({ ...own, limits }));
  return readConfig({ REGISTER_FILE: file, REGISTER_KEY: key });
}

async function mood(is: string): Promise<void> {
  const answer = await fetch(`${base}/mood?is=${is}`);
  assert.equal(answer.status, 200);
}

const numbers = (change: Partial<ReturnType<typeof firstPermit>> = {}) => ({ ...firstPermit(), ...change });
const find = (asked = numbers(), hold = false): Promise<RegisterAnswer> =>
  registers.sources.permits.find(asked, portal.db.query, { hold });
const lookUp = async (asked = numbers()): Promise<Page> => {
  const browser = portal.browser();
  return browser.submit(await browser.open(`${renewal}/permit?new`), asked);
};

/** The memory is written behind the answer. */
async function remembered(permitNumber: string): Promise<boolean> {
  const text = `% ${permitNumber}/%`;
  const count = async () =>
    (await sql`select from register_memory where key like ${text}`.execute(portal.db.query)).rows.length > 0;
  for (let times = 0; times < 40; times++) {
    if (await count()) return true;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return false;
}

test('a look-up elsewhere leads to the next step, and to an application', async () => {
  const page = await lookUp();
  assert.equal(page.path, `${renewal}/renewal`);
  assert.match(page.text, /شركة قناطر الحجر الأبيض للمقاولات/);
  const done = await walkToDone(portal, portal.browser(), numbers());
  assert.equal(done.path, `${renewal}/done`);
});

test('rules and misses are as with our own tables', async () => {
  const refused = await lookUp(numbers({ contractorNumber: '1060', permitNumber: '410' }));
  assert.equal(refused.path, `${renewal}/permit`);
  assert.match(refused.text, /سُحب|مسحوب/);
  const suspended = await lookUp(numbers({ contractorNumber: '1077', permitNumber: '512' }));
  assert.match(suspended.text, /موقوف/);
  assert.match((await lookUp(numbers({ contractorNumber: '1055' }))).text, /لم نجد تصريحًا بهذه الأرقام/);
});

test('a register that is down, slow or wrong is told; nothing of what it says is shown', async () => {
  for (const is of ['down', 'slow', 'wrong', 'wrong']) {
    await mood(is);
    const page = await lookUp(numbers({ permitNumber: '288' }));
    assert.equal(page.path, `${renewal}/permit`, is);
    assert.doesNotMatch(page.text, /قناطر|لم نجد/, is);
  }
});

test('a register that is down is left alone after some failures, and asked again later', async () => {
  await mood('down');
  const opened = () => portal.log.filter((line) => line.includes('register.circuit.open')).length;
  const earlier = opened();
  for (let times = 0; times < 3; times++) await assert.rejects(find(numbers({ permitNumber: '7' })), /503/);
  assert.equal(opened(), earlier + 1);
  await mood('up');
  await assert.rejects(find(numbers({ permitNumber: '7' })), { isBrokenCircuitError: true });
  await new Promise((resolve) => setTimeout(resolve, 350));
  assert.equal((await find(numbers({ permitNumber: '7' }))).row, null);
  assert.ok(portal.log.at(-1)?.includes('register.circuit.closed'));
});

test('what was learnt answers while the register is down, with its age, until its time is over', async () => {
  // What earlier tests left is no proof that this look-up was remembered.
  await sql`delete from register_memory`.execute(portal.db.query);
  assert.deepEqual((await find()).learntAt, null);
  assert.ok(await remembered('287'));
  const { rows } = await sql<{ at: Date }>`select learnt_at as at from register_memory
    where key like '% 287/%'`.execute(portal.db.query);
  await mood('down');
  await portal.moveClock('23 hours');
  for (const hold of [false, true]) {
    const { row, learntAt } = await find(numbers(), hold);
    assert.equal((row as { contractorName: string }).contractorName, 'شركة قناطر الحجر الأبيض للمقاولات');
    assert.deepEqual(learntAt, rows[0]?.at, 'the time at which it was learnt');
  }
  // Within a transaction it is found over the transaction's own connection.
  await portal.db.query.transaction().execute(async (trx) => {
    assert.ok((await registers.sources.permits.find(numbers(), trx, { hold: true })).row);
  });
  await assert.rejects(find(numbers({ contractorNumber: '1055' })), 'of another contractor nothing is known');
  await portal.set('register.remembered-for', 22);
  await assert.rejects(find());
  await portal.set('register.remembered-for', 24);
  await portal.moveClock('61 minutes');
  await assert.rejects(find());
  await sweep(portal.ctx);
  const left = await sql`select from register_memory where key like '% 287/%'`.execute(portal.db.query);
  assert.equal(left.rows.length, 0);
  await portal.moveClock('-24 hours -1 minutes');
});

test('a miss takes away what was remembered', async () => {
  const asked = numbers({ contractorNumber: '1055', permitNumber: '301' });
  await find(asked);
  assert.ok(await remembered('301'));
  const at = permits.findIndex((each) => each.permitNumber === 301 && each.permitYear === today.year);
  const [gone] = permits.splice(at, 1);
  assert.equal((await find(asked)).row, null);
  for (let times = 0; times < 40 && (await count301()) > 0; times++)
    await new Promise((resolve) => setTimeout(resolve, 25));
  assert.equal(await count301(), 0);
  permits.push(gone!);
});

async function count301(): Promise<number> {
  return (await sql`select from register_memory where key like '% 301/%'`.execute(portal.db.query)).rows
    .length;
}

test('with 0 hours nothing is remembered', async () => {
  await portal.set('register.remembered-for', 0);
  await find(numbers({ permitNumber: '288' }));
  await registers.sources.permits.find(numbers({ permitNumber: '288' }), portal.db.query, { hold: false });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { rows } = await sql`select from register_memory where key like '% 288/%'`.execute(portal.db.query);
  assert.equal(rows.length, 0);
  await portal.set('register.remembered-for', 24);
});

test('what one register said is not taken for the answer of another', async () => {
  await find();
  assert.ok(await remembered('287'));
  const { register } = config;
  assert.ok(register?.kind === 'http');
  // Nobody listens there.
  const elsewhere = { ...register, url: register.url.replace(/:\d+\//, ':1/') };
  const silent = connectRegisters(elsewhere, portal.db, portal.ctx.log);
  await assert.rejects(silent.sources.permits.find(numbers(), portal.db.query, { hold: false }), {
    name: 'RegisterError',
  });
  await silent.close();
});

test('a memory that cannot be written is told in the log, and nobody else notices', async () => {
  await sql`alter table register_memory rename to away`.execute(portal.db.query);
  try {
    assert.ok((await find()).row);
    for (let times = 0; times < 40 && !portal.log.some((line) => line.includes('register.memory')); times++)
      await new Promise((resolve) => setTimeout(resolve, 25));
    assert.ok(portal.log.some((line) => line.includes('register.memory')));
  } finally {
    await sql`alter table away rename to register_memory`.execute(portal.db.query);
  }
});

test('the doctor says where the register lives, and whether it answers', async () => {
  const finding = async () =>
    (await examine(config, portal.db, services)).find((each) => each.what === 'register');
  const good = await finding();
  assert.deepEqual([good?.is, good?.says.includes(`${base}/permits/`)], ['good', true]);
  await mood('down');
  const bad = await finding();
  assert.equal(bad?.is, 'bad');
  assert.match(bad?.says ?? '', /answers 503/);
  const own = await examine({ ...config, register: null }, portal.db, services);
  assert.equal(own.find((each) => each.what === 'register')?.says, 'in our own tables');
});

test('the demo’s register wants its key, and has five moods', async () => {
  const address = `${base}/permits/${today.year}/287?contractor=1042`;
  assert.equal((await fetch(address)).status, 401);
  assert.equal((await fetch(`${base}/mood?is=merry`)).status, 400);
  assert.equal((await fetch(`${base}/elsewhere`)).status, 404);
  await mood('flapping');
  const headers = { 'x-api-key': key };
  const statuses: number[] = [];
  for (let times = 0; times < 4; times++) statuses.push((await fetch(address, { headers })).status);
  assert.equal(statuses.filter((status) => status === 503).length, 2);
});

test('nothing personal, no number and no key stands in the log', () => {
  // Times and places in the program hold numbers of their own.
  const facts = portal.log.map((line) => {
    const { at: _, stack: __, ...rest } = JSON.parse(line) as Record<string, unknown>;
    return JSON.stringify(rest);
  });
  const all = facts.join('\n');
  assert.ok(all.includes('register.down'));
  for (const personal of ['قناطر', '1042', '1055', '287', key, '+96279', base])
    assert.ok(!all.includes(personal), personal);
});
