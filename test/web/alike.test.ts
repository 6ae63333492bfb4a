import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPortal } from '../support/portal.ts';
import { firstPermit, freshPhone, walkToDone } from '../support/walk.ts';
import { langs, permitsToRenew, renewalIn, withoutLimits } from './pages.ts';
import type { LightMyRequestResponse } from 'fastify';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
  await withoutLimits(portal);
});
after(() => portal.close());

const hit = firstPermit();
const year = hit.permitYear;
/** Every way not to find a permit. */
const misses: Record<string, typeof hit> = {
  'no such contractor': { ...hit, contractorNumber: '9999' },
  'no such permit': { ...hit, permitNumber: '999999' },
  'another year': { ...hit, permitYear: String(Number(year) - 3) },
  'another contractor’s permit': { ...hit, contractorNumber: '1055' },
  'nothing of it': { contractorNumber: '1', permitNumber: '1', permitYear: '1990' },
  'the largest numbers': { contractorNumber: '9999999999', permitNumber: '9999999999', permitYear: year },
  'a suspended contractor’s number, another’s permit': { ...hit, contractorNumber: '1077' },
};

/** Everything that a listener on the line can count, but for the day and the key. */
function sizeOf(response: LightMyRequestResponse): { status: number; bytes: number } {
  let bytes = response.rawPayload.length;
  for (const [name, value] of Object.entries(response.headers))
    if (name !== 'date') for (const each of [value].flat()) bytes += name.length + String(each).length + 4;
  return { status: response.statusCode, bytes };
}

test('the answer to a hit and to every miss has one status and one size', async () => {
  for (const lang of langs)
    for (const known of [false, true]) {
      const sizes = new Map<string, string[]>();
      for (const [label, numbers] of Object.entries({ hit, ...misses })) {
        const browser = portal.browser();
        const page = await browser.open(`${renewalIn(lang)}/start`);
        if (!known) browser.setCookies(new Map());
        const { response } = await browser.send(page, numbers);
        const size = JSON.stringify(sizeOf(response));
        sizes.set(size, [...(sizes.get(size) ?? []), label]);
      }
      assert.equal(sizes.size, 1, JSON.stringify([...sizes]));
      assert.match([...sizes.keys()][0] ?? '', /"status":303/);
    }
});

test('every kind of miss gives one page', async () => {
  for (const lang of langs) {
    const pages = new Set<string>();
    for (const numbers of Object.values(misses)) {
      const browser = portal.browser();
      const page = await browser.submit(await browser.open(`${renewalIn(lang)}/start`), numbers);
      assert.equal(page.path, `${renewalIn(lang)}/permit`);
      // What was typed, and the id of the form, are all that differs.
      pages.add(page.html.replace(/value="[^"]*"/g, 'value'));
    }
    assert.equal(pages.size, 1, lang);
  }
});

test('a hit takes as long as a miss', async () => {
  // Others run on this machine: noise passes, a difference of ours would show in every round.
  const rounds: string[] = [];
  for (let round = 0; round < 3; round++) {
    const { hit: hits, miss } = await medians();
    if (Math.abs(hits - miss) < Math.max(2, 0.35 * Math.min(hits, miss))) return;
    rounds.push(`hit ${hits.toFixed(2)} ms, miss ${miss.toFixed(2)} ms`);
  }
  assert.fail(rounds.join('; '));
});

/** The medians of sixty hits and sixty misses in turns, in milliseconds, after ten that are not counted. */
async function medians(): Promise<{ hit: number; miss: number }> {
  const times = { hit: [] as number[], miss: [] as number[] };
  const ask = async (kind: 'hit' | 'miss', numbers: typeof hit) => {
    const browser = portal.browser();
    const page = await browser.open(`${renewalIn('ar')}/start`);
    const began = performance.now();
    const sent = await browser.send(page, numbers);
    times[kind].push(performance.now() - began);
    assert.equal(sent.status, 303);
  };
  for (let count = 0; count < 70; count++) {
    await ask('hit', hit);
    await ask('miss', { ...hit, permitNumber: '999999' });
  }
  const median = (all: number[]) => all.slice(10).toSorted((a, b) => a - b)[30] ?? 0;
  return { hit: median(times.hit), miss: median(times.miss) };
}

test('a wrong reference and a wrong phone ending are one answer', async () => {
  const phone = freshPhone();
  const done = await walkToDone(portal, portal.browser(), permitsToRenew()(), phone);
  const reference = /[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}/.exec(done.text)?.[0] ?? '';
  const ending = phone.typed.slice(-4);
  const otherEnding = String((Number(ending) + 1) % 10_000).padStart(4, '0');
  const pages = new Set<string>();
  const asked: [string, string][] = [
    [reference, otherEnding],
    ['4K7-M92-QHK', ending],
    ['4K7-M92-QHK', otherEnding],
  ];
  for (const [typed, phoneEnding] of asked) {
    const browser = portal.browser();
    const page = await browser.send(await browser.open('/ar/track'), { reference: typed, phoneEnding });
    assert.equal(page.status, 422, typed);
    pages.add(page.html.replace(/value="[^"]*"/g, 'value'));
  }
  assert.equal(pages.size, 1);
});
