import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, isPassword, TooManyPasswordsError } from './password-hash.ts';

test('a password fits its own hash and no other', async () => {
  const stored = await hashPassword('صهيل الخيل فوق الجبل');
  assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.equal(await isPassword('صهيل الخيل فوق الجبل', stored), true);
  assert.equal(await isPassword('صهيل الخيل فوق الجبال', stored), false);
  assert.notEqual(await hashPassword('صهيل الخيل فوق الجبل'), stored);
});

test('what is no hash fits nothing', async () => {
  for (const stored of ['', 'nobody', '$argon2id$v=19$m=19456,t=2,p=1$AAAA$short'])
    assert.equal(await isPassword('', stored), false, stored);
});

test('only so many wait; the others are told at once, and later it works again', async () => {
  const all = await Promise.allSettled(Array.from({ length: 80 }, () => isPassword('x', 'nobody')));
  const refused = all.filter((each) => each.status === 'rejected');
  assert.equal(refused.length, 80 - 2 - 64);
  for (const each of refused) assert.ok(each.reason instanceof TooManyPasswordsError);
  assert.equal(await isPassword('x', 'nobody'), false);
});
