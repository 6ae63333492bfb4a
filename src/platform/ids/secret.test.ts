import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { equalHashes, hashKey, keyedDigits, keyedHash, newKey } from './secret.ts';

const secret = 'a secret for these tests alone';
// Lone surrogates all become the same bytes; parts are well-formed text.
const parts = fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { maxLength: 4 });

describe('newKey', () => {
  it('is 128 bits of base64url, never twice the same', () => {
    const keys = new Set(Array.from({ length: 1000 }, newKey));
    assert.equal(keys.size, 1000);
    for (const key of keys) {
      assert.match(key, /^[A-Za-z0-9_-]{22}$/);
      assert.equal(Buffer.from(key, 'base64url').length, 16);
    }
  });
});

describe('hashKey', () => {
  it('is SHA-256', () => {
    assert.equal(
      hashKey('abc').toString('hex'),
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('keyedHash', () => {
  it('is HMAC-SHA-256 over purpose and length-prefixed parts', () => {
    const signed = Buffer.concat([
      Buffer.of(0, 0, 0, 0, 2),
      Buffer.from('ab'),
      Buffer.of(0, 0, 0, 2),
      Buffer.from('م'),
    ]);
    assert.deepEqual(keyedHash(secret, 'ab', 'م'), createHmac('sha256', secret).update(signed).digest());
  });

  it('tells apart what only differs in where a part ends', () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        assert.equal(equalHashes(keyedHash(secret, ...a), keyedHash(secret, ...b)), same);
      }),
    );
    assert.notDeepEqual(keyedHash(secret, 'ab', 'c'), keyedHash(secret, 'a', 'bc'));
    assert.notDeepEqual(keyedHash(secret, 'ab'), keyedHash(secret, 'ab', ''));
  });

  it('depends on the secret, as text or as bytes', () => {
    assert.notDeepEqual(keyedHash(secret, 'a'), keyedHash(`${secret}!`, 'a'));
    assert.deepEqual(keyedHash(secret, 'a'), keyedHash(Buffer.from(secret), 'a'));
  });

  it('refuses a secret that is no secret', () => {
    for (const short of ['', 'fifteen bytes!!', new Uint8Array(15)]) {
      assert.throws(() => keyedHash(short, 'a'), RangeError);
      assert.throws(() => keyedDigits(short, ['a']), RangeError);
    }
  });
});

describe('keyedDigits', () => {
  it('gives the same digits again, as many as asked for', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 9 }), (some, digits) => {
        const code = keyedDigits(secret, some, digits);
        assert.match(code, new RegExp(`^\\d{${digits}}$`));
        assert.equal(keyedDigits(secret, some, digits), code);
      }),
    );
    assert.match(keyedDigits(secret, ['a']), /^\d{6}$/);
  });

  it('does not follow from the hash of the same parts', () => {
    const fromHash = (hash: Buffer) => (hash.readBigUInt64BE() % 1_000_000n).toString().padStart(6, '0');
    const inputs = Array.from({ length: 20 }, (_, i) => String(i));
    assert.ok(inputs.some((part) => keyedDigits(secret, [part]) !== fromHash(keyedHash(secret, '6', part))));
  });

  it('is even: every two leading digits come as often', () => {
    const seen = Array.from({ length: 100 }, () => 0);
    for (let i = 0; i < 20_000; i += 1) {
      const lead = Number(keyedDigits(secret, [String(i)]).slice(0, 2));
      seen[lead] = (seen[lead] ?? 0) + 1;
    }
    // 200 are expected, with a deviation of 14. The input is fixed, so this never fails by chance.
    for (const [lead, times] of seen.entries()) assert.ok(times > 130 && times < 270, `${lead}: ${times}`);
  });

  it('refuses other lengths', () => {
    for (const digits of [0, 10, 2.5, Number.NaN])
      assert.throws(() => keyedDigits(secret, ['a'], digits), RangeError);
  });
});

describe('equalHashes', () => {
  it('compares', () => {
    assert.equal(equalHashes(hashKey('a'), hashKey('a')), true);
    assert.equal(equalHashes(hashKey('a'), hashKey('b')), false);
    assert.equal(equalHashes(hashKey('a'), hashKey('a').subarray(1)), false);
    assert.equal(equalHashes(Buffer.alloc(0), hashKey('a')), false);
  });
});
