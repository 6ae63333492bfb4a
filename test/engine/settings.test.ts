import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { MissingSettingError, openSettings } from '../../src/engine/settings/settings.ts';
import { listSettings, setSetting, UsageError } from '../../src/main/settings-commands.ts';
import { services } from '../../src/services/index.ts';
import { byTest } from '../support/by-test.ts';
import { openPortal } from '../support/portal.ts';
import { renewal } from '../support/walk.ts';
import type { Settings } from '../../src/engine/settings/settings.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());

const [service] = services;
if (!service) throw new Error('There is a service');
const key = (name: string) => `contractor-permit-renewal.${name}`;
const change = (name: string, value: string, from?: string) =>
  setSetting(portal.db, services, { key: name, value, from, ...byTest });

async function feeIn(settings: Settings): Promise<{ value: unknown; since: string }> {
  const fee = (await settings.now()).of(service!)['fee'];
  return { value: fee?.value, since: String(fee?.since) };
}

/** Moves the clock so that it is this time of the day in Amman, on its own day. */
async function setTime(time: string): Promise<Temporal.PlainDate> {
  await sql`update clock set shift = shift + (((moment() at time zone 'Asia/Amman')::date + ${time}::time)
    at time zone 'Asia/Amman' - moment())`.execute(portal.db.query);
  portal.ctx.settings.forget();
  return (await portal.ctx.settings.now()).today;
}

test('a dated value begins at midnight in Amman, in every process', async () => {
  const today = await setTime('23:59:00');
  const tomorrow = today.add({ days: 1 }).toString();
  const before = await feeIn(portal.ctx.settings);
  await change(key('fee'), '7500', tomorrow);
  const otherProcess = openSettings(portal.db, services);
  portal.ctx.settings.forget();
  assert.deepEqual(await feeIn(portal.ctx.settings), before, 'a minute before');
  assert.deepEqual(await feeIn(otherProcess), before);

  await sql`update clock set shift = shift + interval '2 minutes'`.execute(portal.db.query);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const expected = { value: 7500, since: tomorrow };
  assert.deepEqual(await feeIn(portal.ctx.settings), expected, 'nobody told this process');
  assert.deepEqual(await feeIn(otherProcess), expected);
  assert.match((await portal.browser().open(renewal)).text, /7\.500/);
});

test('the edition changes with what is in force, and only then', async () => {
  const { settings } = portal.ctx;
  const first = await settings.now();
  settings.forget();
  assert.equal((await settings.now()).edition, first.edition);
  await change(key('grace'), '16');
  settings.forget();
  assert.notEqual((await settings.now()).edition, first.edition);
});

test('a setting that is missing is named', async () => {
  const fees = await sql`delete from settings where key = ${key('fee')}`.execute(portal.db.query);
  assert.ok(fees);
  await assert.rejects(openSettings(portal.db, services).now(), (error) => {
    assert.ok(error instanceof MissingSettingError);
    return error.message.includes(key('fee'));
  });
  await portal.set(key('fee'), 0);
});

test('periods follow one another: each ends on the day before the next', async () => {
  await sql`delete from settings where key = ${key('window')}`.execute(portal.db.query);
  await change(key('window'), '30', '2026-01-01');
  await change(key('window'), '40', '2026-03-01');
  await change(key('window'), '41', '2026-03-01');
  await change(key('window'), '35', '2026-02-01');
  const periods = await listSettings(portal.db, services, key('window'));
  assert.deepEqual(
    periods.map((period) => [period.from, period.until, period.value]),
    [
      ['2026-01-01', '2026-01-31', 30],
      ['2026-02-01', '2026-02-28', 35],
      ['2026-03-01', null, 41],
    ],
  );
  assert.ok((await listSettings(portal.db, services)).length > periods.length);
});

const limit = '{"max":1,"seconds":60}';
const emblem = (inside: string) => `<svg viewBox="0 0 9 9">${inside}</svg>`;

/** The key, the value as it is written on the command line, and what the refusal names. */
const refused: [string, string, RegExp][] = [
  ['no.such.key', '1', /There is no setting no\.such\.key\. There are: /],
  [key('window'), 'soon', /contractor-permit-renewal\.window/],
  [key('window'), '-1', /window/],
  [key('window'), '1.5', /window/],
  [key('fee'), '"5"', /fee/],
  [key('code-policy'), 'pigeon', /code-policy/],
  [key('renewal-reasons'), '[]', /renewal-reasons/],
  [
    key('renewal-reasons'),
    '[{"code":"a","ar":"أ","en":"A"},{"code":"a","ar":"ب","en":"B"}]',
    /two choices have one code/,
  ],
  [key('renewal-reasons'), '[{"code":"a","ar":"","en":"A"}]', /at 0\.ar/],
  [key('renewal-reasons'), '[{"code":"A b","ar":"أ","en":"A"}]', /at 0\.code/],
  ['portal.name', '{"ar":"أمانة"}', /at en/],
  ['portal.emblem', emblem('<script>alert(1)</script>'), /SVG/],
  ['portal.emblem', emblem('<path onload="x"/>'), /SVG/],
  ['portal.emblem', emblem('<path style="x"/>'), /SVG/],
  ['portal.emblem', emblem('<a href="https://evil.example"/>'), /SVG/],
  ['portal.emblem', emblem('<path fill="url(https://evil.example)"/>'), /SVG/],
  ['portal.emblem', 'not an svg', /SVG/],
  ['portal.top-bar', '[{"text":{"ar":"أ","en":"A"},"href":"javascript:alert(1)"}]', /at 0\.href/],
  ['portal.top-bar', '[{"text":{"ar":"أ","en":"A"},"href":"//evil.example"}]', /at 0\.href/],
  ['calendar.weekend', '[1,2,3,4,5,6,7]', /calendar\.weekend/],
  ['calendar.weekend', '[0]', /calendar\.weekend/],
  ['calendar.holidays', '[{"day":"2026-02-30","name":{"ar":"أ","en":"A"}}]', /at 0\.day/],
  ['limits.status', `{"address":${limit}}`, /at reference/],
  ['limits.status', `{"address":${limit},"reference":{"max":0,"seconds":60}}`, /at reference\.max/],
  [
    'limits.sms-codes',
    `{"wait":0,"phone":${limit},"range":${limit},"address":${limit},"all":${limit}}`,
    /at wait/,
  ],
];

for (const [name, value, named] of refused)
  test(`a value that does not fit is refused: ${name} = ${value.slice(0, 60)}`, async () => {
    const first = await sql<{ count: number }>`select count(*)::int from settings`.execute(portal.db.query);
    await assert.rejects(change(name, value), (error) => {
      assert.ok(error instanceof UsageError, String(error));
      assert.match(error.message, named);
      return true;
    });
    const then = await sql<{ count: number }>`select count(*)::int from settings`.execute(portal.db.query);
    assert.deepEqual(then.rows, first.rows);
  });

test('a day that is none is refused', async () => {
  for (const from of ['2026-02-30', '2026-13-01', 'tomorrow', '1', ''])
    await assert.rejects(change(key('fee'), '5', from), /is no day: write it as 2026-01-31/, from);
});

test('a value that fits is stored as it was meant, and holds from today when no day is given', async () => {
  const { today } = await portal.ctx.settings.now();
  for (const [name, value, stored] of [
    [key('code-policy'), 'both', 'both'],
    [key('window'), '30', 30],
    ['portal.emblem', emblem('<path d="M0 0"/>'), emblem('<path d="M0 0"/>')],
    ['calendar.weekend', '[5,6]', [5, 6]],
  ] as const) {
    const period = await change(name, value);
    assert.deepEqual([period.value, period.from], [stored, today.toString()], name);
  }
});
