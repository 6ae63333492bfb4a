import assert from 'node:assert/strict';
import { test } from 'node:test';
import { services } from '../../services/index.ts';
import { offersOf, searchOffers } from './offers.ts';

const offers = offersOf(services);
const renewal = '/services/contractor-permit-renewal';

const searches: [query: string, paths: string[]][] = [
  ['تجديد تصريح مقاولين', [renewal]],
  ['التصريح', [renewal]],
  ['بالتصريح', [renewal]],
  ['تَجديد', [renewal]],
  ['تجديـــد', [renewal]],
  ['حفر', [renewal]],
  ['RENEW permit', [renewal]],
  ['excavation', [renewal]],
  ['تتبع', ['/track']],
  ['متابعة', ['/track']],
  ['status', ['/track']],
  ['التحقق من وثيقة', ['/verify']],
  ['genuine', ['/verify']],
  ['رخصة قيادة', []],
  ['permit unicorn', []],
  ['…', []],
];

for (const [query, paths] of searches)
  test(`the search «${query}» finds ${paths.join(' and ') || 'nothing'}`, () => {
    assert.deepEqual(
      searchOffers(offers, query).map((offer) => offer.path),
      paths,
    );
  });
