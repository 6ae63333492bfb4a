import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPortal } from '../support/portal.ts';
import { firstPermit, freshPhone, renewal, walkToCheck } from '../support/walk.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());

test('a renewal from the first page to the receipt and its status', async () => {
  const browser = portal.browser();
  const phone = freshPhone();
  const check = await walkToCheck(portal, browser, firstPermit(), phone);
  assert.match(check.text, /راجع طلبك قبل تقديمه/);
  const done = await browser.submit(check, {});
  assert.equal(done.path, `${renewal}/done`);
  const reference = /[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}/.exec(done.text)?.[0] ?? '';
  assert.ok(done.text.includes('استلمنا طلبك'));
  const [sms] = await portal.messages(phone.e164, 2);
  assert.ok(sms?.text.includes(reference), 'the SMS tells the reference');
  assert.ok([...(sms?.text ?? '')].length <= 70, 'the SMS is one part');

  const stranger = portal.browser();
  const asked = await stranger.submit(await stranger.open('/ar/track'), {
    reference,
    phoneEnding: phone.typed.slice(-4),
  });
  assert.equal(asked.path, '/ar/track/status');
  assert.match(asked.text, /قيد الدراسة/);
  assert.ok(!asked.text.includes(phone.typed.slice(3, 6)), 'the phone is masked');
});
