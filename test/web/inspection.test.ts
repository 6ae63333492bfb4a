import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { morePermits, signedIn } from '../support/office.ts';
import { grey } from '../support/pictures.ts';
import { openPortal, origin } from '../support/portal.ts';
import type { LightMyRequestResponse } from 'fastify';
import type { Browser } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
let inspector: Browser;
before(async () => {
  portal = await openPortal();
  await morePermits(portal, 1, 760_001);
  inspector = await signedIn(portal, 'inspector');
});
after(() => portal.close());

type Part = { name: string; value: string | Buffer; file?: string };

/** Sends a form of several parts as a browser or a phone does. */
function send(
  browser: Browser,
  parts: readonly Part[],
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  const boundary = '----a-boundary-of-tests';
  const pieces = parts.flatMap(({ name, value, file }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n\r\n`,
    value,
    '\r\n',
  ]);
  return portal.app.inject({
    method: 'POST',
    url: '/en/staff/inspection/note',
    headers: {
      origin,
      cookie: [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; '),
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...headers,
    },
    payload: Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece))),
  });
}

function partsOf(given: Record<string, string> = {}): Part[] {
  const fields = {
    id: randomUUID(),
    permitNumber: '760001',
    permitYear: '2026',
    documentCode: '',
    finding: 'in-order',
    words: '',
    notedAt: '',
    ...given,
  };
  return Object.entries(fields).map(([name, value]) => ({ name, value }));
}

const json = { accept: 'application/json' };

test('a form is answered with a page, a phone with JSON; the photo is a file that is not drawn', async () => {
  const id = randomUUID();
  const parts = [...partsOf({ id }), { name: 'photo', value: grey.png, file: '../../x.html' }];
  const sent = await send(inspector, parts);
  assert.equal(sent.statusCode, 303);
  assert.equal(sent.headers.location, '/en/staff/inspection/note?sent=yes');
  const again = await send(inspector, parts, json);
  assert.equal(again.statusCode, 200);
  assert.deepEqual(again.json(), { kind: 'known' });
  const clerk = await signedIn(portal, 'clerk');
  const { response } = await clerk.get(`/en/staff/inspection/photos/${id}`);
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers['content-type'], 'image/png');
  assert.equal(response.headers['content-disposition'], `attachment; filename="inspection-${id}.png"`);
  assert.equal(response.headers['x-content-type-options'], 'nosniff');
  assert.equal(response.headers['cache-control'], 'no-store');
  const { rows } = await sql<{ actions: string[] }>`select array_agg(action order by id) as actions from audit
    where subject = ${`inspection:${id}`}`.execute(portal.db.query);
  assert.deepEqual(rows[0]?.actions, ['inspection.noted', 'inspection.photo-read']);
});

test('the permit’s and the contractor’s pages show it to the office', async () => {
  await send(inspector, partsOf({ finding: 'outside-conditions', words: 'Trench left open' }));
  const { rows } = await sql<{ permit: number; contractor: number }>`
    select id as permit, contractor_id as contractor from permits where number = 760001`.execute(
    portal.db.query,
  );
  const supervisor = await signedIn(portal, 'supervisor');
  for (const path of [`permits/${rows[0]?.permit}`, `contractors/${rows[0]?.contractor}`]) {
    const page = await supervisor.open(`/en/staff/register/${path}`);
    assert.match(page.text, /Works outside the conditions/);
    assert.match(page.text, /Trench left open/);
  }
});

test('what is strange is refused before anything is kept', async () => {
  const id = randomUUID();
  const bad: Part[][] = [
    partsOf({ id: 'x' }),
    [...partsOf({ id }), { name: 'more', value: '1' }],
    [...partsOf({ id }), { name: 'words', value: 'twice' }],
    [...partsOf({ id }), { name: 'file', value: grey.png, file: 'x.png' }],
    [
      ...partsOf({ id }),
      { name: 'photo', value: grey.png, file: 'x.png' },
      { name: 'photo', value: grey.png, file: 'y.png' },
    ],
  ];
  for (const parts of bad) {
    const { statusCode } = await send(inspector, parts, json);
    assert.ok(statusCode === 400 || statusCode === 413, String(statusCode));
  }
  const foreign = await send(inspector, partsOf({ id }), { origin: 'https://evil.example' });
  assert.equal(foreign.statusCode, 403);
  const stranger = await send(portal.browser(), partsOf({ id }), json);
  assert.equal(stranger.statusCode, 303);
  const auditor = await send(await signedIn(portal, 'auditor'), partsOf({ id }), json);
  assert.equal(auditor.statusCode, 403);
  const form = await inspector.post('/en/staff/inspection/note', { id });
  assert.equal(form.status, 400);
  const { rows } = await sql`select from inspections where id = ${id}::uuid`.execute(portal.db.query);
  assert.equal(rows.length, 0);
});

test('mistakes come back with what was typed, in the words of the page', async () => {
  const page = await send(inspector, partsOf({ permitNumber: '', finding: '' }));
  assert.equal(page.statusCode, 422);
  assert.match(page.body, /id="permitNumber-error"/);
  assert.match(page.body, /id="finding-error"/);
  const parts = [...partsOf(), { name: 'photo', value: Buffer.from('<svg/>'), file: 'x.png' }];
  const phone = await send(inspector, parts, json);
  assert.equal(phone.statusCode, 422);
  assert.deepEqual(phone.json(), { kind: 'invalid', why: ['This file is no JPEG or PNG picture'] });
});

test('the worker’s text is for anyone and holds nothing; the list is recorded when it is read', async () => {
  const { response } = await portal.browser().get('/ar/staff/inspection/worker.js');
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers['service-worker-allowed'], '/ar/staff/inspection');
  assert.match(response.body, /\/assets\/inspection-note\.[0-9a-f]{10}\.js/);
  await inspector.open('/ar/staff/inspection');
  const { rows } = await sql<{ data: Record<string, unknown> }>`select data from audit
    where action = 'inspection.listed' order by id desc limit 1`.execute(portal.db.query);
  assert.ok(Number(rows[0]?.data['count']) > 0);
  assert.doesNotMatch(JSON.stringify(rows), /المشاعل/);
});
