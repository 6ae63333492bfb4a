import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seal, unseal } from './seal.ts';

const secret = 'a secret of the tests, long enough';
const plain = Buffer.from('twenty bytes of code');

test('what was sealed can be opened again, and looks different each time', () => {
  const sealed = seal(secret, 'totp', '7', plain);
  assert.deepEqual(unseal(secret, 'totp', '7', sealed), plain);
  assert.ok(!sealed.includes(plain));
  assert.notDeepEqual(seal(secret, 'totp', '7', plain), sealed);
});

test('it opens with no other secret, for nothing else and nobody else, and not when it was changed', () => {
  const sealed = seal(secret, 'totp', '7', plain);
  assert.throws(() => unseal('another secret of the tests', 'totp', '7', sealed));
  assert.throws(() => unseal(secret, 'other', '7', sealed));
  assert.throws(() => unseal(secret, 'totp', '8', sealed));
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.throws(() => unseal(secret, 'totp', '7', changed), `byte ${at}`);
  }
  assert.throws(() => unseal(secret, 'totp', '7', Buffer.alloc(0)));
});
