import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whenOf } from './when-of.ts';

test('the hours of our jobs are told in words', () => {
  const said = (cron: string) => String(whenOf(cron, 'en')).replace(/<[^>]*>/g, '');
  assert.equal(said('* * * * *'), 'every minute');
  assert.equal(said('*/10 * * * *'), 'every 10 minutes');
  assert.equal(said('*/5 1-5 * * *'), 'every 5 minutes, from 01:00 to 05:55');
  assert.equal(said('7 * * * *'), 'every hour, at minute 7');
  assert.equal(said('17 8-18 * * *'), 'every hour at minute 17, from 08:17 to 18:17');
  assert.equal(said('20 3 * * *'), 'every day at 03:20');
  assert.equal(said('0 9 * * 1'), '0 9 * * 1');
});
