import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { jwkSet } from '../../src/engine/documents/document-keys.ts';
import { checkAddress, permitClaims } from '../../src/engine/documents/permit-claims.ts';
import { listClaims, listPurpose } from '../../src/engine/documents/withdrawal-list.ts';
import { coseKeyId, publicKeyOf, readClaims, signClaims } from '../../src/platform/signing/cose.ts';
import { tool } from '../support/tools.ts';
import type { WithdrawalList } from '../../src/engine/documents/withdrawal-list.ts';
import type { Unmade } from '../../src/engine/documents/documents.store.ts';

const folder = mkdtempSync(join(tmpdir(), 'tajdeed-vectors-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const file = new URL('../../docs/examples/permit-vectors.json', import.meta.url);
const script = new URL('../../docs/examples/verify-permit.py', import.meta.url).pathname;

/** A key that everybody can make: its seed is 32 times the same byte. */
function keyOf(byte: number) {
  const head = Buffer.from('302e020100300506032b657004220420', 'hex');
  const der = Buffer.concat([head, Buffer.alloc(32, byte)]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

const origin = 'https://permits.example';
const document: Unmade = {
  id: '0193a1b2-c3d4-4e5f-8a6b-7c8d9e0f1a2b',
  code: 'K7M4-92QM',
  applicationId: 1,
  service: 'contractor-permit-renewal',
  subject: 'permit:2026/287',
  term: { ordinal: 2, from: '2026-12-05', until: '2027-01-03' },
  frozen: {
    facts: {},
    paper: { number: '287', year: 2026, holderNumber: '1042', holder: 'شركة قناطر الحجر الأبيض للمقاولات' },
    conditions: [],
    issuer: { ar: 'أمانة', en: 'Municipality' },
    origin,
    demo: true,
  },
  reference: '4K7-M92-QHR',
  preparedAt: new Date('2026-11-24T09:00:00Z'),
  keyId: null,
  signature: null,
  issuedAt: null,
};

type Vectors = {
  keys: { kid: string; x: string }[];
  vectors: { name: string; says: string; time: number; address: string; list?: string }[];
};

/** A list that names the document, as base64url. */
function listOf(entries: Partial<Pick<WithdrawalList, 'withdrawn' | 'superseded'>>): Buffer {
  const issuedAt = new Date('2026-12-20T06:00:00Z');
  const list = { origin, issuedAt, withdrawn: [], superseded: [], ...entries };
  return signClaims(listClaims(list), keyOf(1), listPurpose);
}

/** The vectors as the program makes them. */
function made(): Vectors {
  const key = keyOf(1);
  const message = signClaims(permitClaims(document), key);
  const altered = Buffer.from(message);
  const at = altered.indexOf('K7M4');
  altered.write('K7M5', at);
  const inTerm = Date.parse('2026-12-20T09:00:00Z') / 1000;
  const address = (bytes: Buffer) => checkAddress(origin, bytes);
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  const id = coseKeyId(createPublicKey(key));
  return {
    ...(jwkSet([{ id, x, addedAt: new Date(0) }]) as Pick<Vectors, 'keys'>),
    vectors: [
      { name: 'good', says: 'Genuine:', time: inTerm, address: address(message) },
      // The term's last day ends at midnight in Amman, which is 21:00 UTC.
      {
        name: 'good to the last second',
        says: 'Genuine:',
        time: Date.parse('2027-01-03T20:59:59Z') / 1000,
        address: address(message),
      },
      {
        name: 'expired',
        says: 'Genuine, and ended:',
        time: Date.parse('2027-01-03T21:00:00Z') / 1000,
        address: address(message),
      },
      { name: 'altered', says: 'Altered:', time: inTerm, address: address(altered) },
      { name: 'cut', says: 'Altered:', time: inTerm, address: address(message.subarray(0, -1)) },
      {
        name: 'wrong key',
        says: 'Not ours:',
        time: inTerm,
        address: address(signClaims(permitClaims(document), keyOf(2))),
      },
      ...listVectors(inTerm, address(message)),
    ],
  };
}

/** The same good permit, with lists. */
function listVectors(time: number, address: string): Vectors['vectors'] {
  const { id } = document;
  const withdrawn = listOf({ withdrawn: [{ id, on: '2026-12-15' }] });
  const altered = Buffer.from(withdrawn);
  altered.write('2026-12-25', altered.indexOf('2026-12-15'));
  const by = { ordinal: 3, from: '2026-12-18', until: '2027-02-02' };
  const lists: [string, string, Buffer][] = [
    ['in no list', 'Genuine:', listOf({})],
    ['withdrawn', 'Genuine, and withdrawn on 2026-12-15:', withdrawn],
    ['to be withdrawn', 'Genuine:', listOf({ withdrawn: [{ id, on: '2026-12-21' }] })],
    ['superseded', 'Genuine, and followed by term 3 to 2027-02-02:', listOf({ superseded: [{ id, by }] })],
    ['list altered', 'No answer:', altered],
    ['list of a permit', 'No answer:', signClaims(permitClaims(document), keyOf(1))],
  ];
  return lists.map(([name, says, list]) => ({
    name,
    says,
    time,
    address,
    list: list.toString('base64url'),
  }));
}

test('the vectors that the document gives are what the program makes', () => {
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), made());
});

test('our own reading agrees with the vectors', () => {
  const { keys, vectors } = made();
  for (const { says, address, list } of vectors) {
    if (list !== undefined) continue;
    const read = readClaims(Buffer.from(address.split('#')[1] ?? '', 'base64url'), (id) => {
      const key = keys.find(({ kid }) => kid === id);
      return key === undefined ? null : publicKeyOf(key.x);
    });
    const expected = { G: 'good', A: 'bad', N: 'unknown-key' }[says.charAt(0)];
    assert.equal(read.kind, expected, says);
  }
});

test('a script that knows nothing of the program agrees with the vectors', async () => {
  const { keys, vectors } = made();
  const keysFile = join(folder, 'keys.json');
  writeFileSync(keysFile, JSON.stringify({ keys }));
  for (const { name, says, time, address, list } of vectors) {
    const listFile = join(folder, 'list.cose');
    if (list !== undefined) writeFileSync(listFile, Buffer.from(list, 'base64url'));
    const given = [address, keysFile, String(time), ...(list === undefined ? [] : [listFile])];
    const { code, said } = await tool('python3', script, ...given);
    assert.ok(said.startsWith(says), `${name}: ${said}`);
    assert.equal(code, says.startsWith('Genuine') ? 0 : 1, name);
    if (code === 0) assert.match(said, /permit 287\/2026, term 2, 2026-12-05 to 2027-01-03, 1042 شركة قناطر/);
  }
});
