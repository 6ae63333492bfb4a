import assert from 'node:assert/strict';
import { generateKeyPairSync, randomInt } from 'node:crypto';
import { test } from 'node:test';
import { coseKeyId, publicKeyOf, readClaims, signClaims } from './cose.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const claims = new Map([
  [1, 'portal.example'],
  [7, 'شركة المشاعل'],
]);
const known = (id: string) => (id === coseKeyId(publicKey) ? publicKey : null);

test('claims that were signed are read again, and the same claims give the same bytes', () => {
  const message = signClaims(claims, privateKey);
  assert.deepEqual(signClaims(claims, privateKey), message);
  const read = readClaims(message, known);
  assert.ok(read.kind === 'good');
  assert.deepEqual([...read.claims], [...claims]);
});

test('another key is unknown, and of a known id it is wrong', () => {
  const other = generateKeyPairSync('ed25519');
  const message = signClaims(claims, other.privateKey);
  assert.equal(readClaims(message, known).kind, 'unknown-key');
  assert.equal(readClaims(message, () => publicKey).kind, 'bad');
});

test('a key is known again by the x of its JWK', () => {
  const { x = '' } = publicKey.export({ format: 'jwk' });
  assert.equal(coseKeyId(publicKeyOf(x)), coseKeyId(publicKey));
});

test('of a thousand changed bytes none is accepted, nor is a piece', () => {
  const message = signClaims(claims, privateKey);
  for (let n = 0; n < 1000; n++) {
    const changed = Buffer.from(message);
    const at = randomInt(changed.length);
    changed[at] = (changed[at] ?? 0) ^ randomInt(1, 256);
    assert.notEqual(readClaims(changed, known).kind, 'good', `byte ${at}`);
  }
  for (let length = 0; length < message.length; length++)
    assert.notEqual(readClaims(message.subarray(0, length), known).kind, 'good');
  assert.equal(readClaims(Buffer.concat([message, Buffer.of(0)]), known).kind, 'bad');
});
