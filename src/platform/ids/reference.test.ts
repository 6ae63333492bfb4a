import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { newReference, readReference } from './reference.ts';

const alphabet = '23456789HKLMQRWXY';
const samples = Array.from({ length: 300 }, () => newReference());

/** Any code units, lone surrogates among them. */
const pasted = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

describe('newReference', () => {
  it('has its form', () => {
    for (const reference of samples) assert.match(reference, /^[2-9HKLMQRWXY]{3}(-[2-9HKLMQRWXY]{3}){2}$/);
  });

  it('can be read', () => {
    for (const reference of samples) assert.equal(readReference(reference), reference);
  });

  it('uses every character in every place, evenly', () => {
    const many = Array.from({ length: 17_000 }, () => newReference().replaceAll('-', ''));
    for (let place = 0; place < 9; place += 1) {
      for (const char of alphabet) {
        const seen = many.filter((text) => text[place] === char).length;
        // 1000 are expected, with a deviation of 31: eight deviations do not happen by chance.
        assert.ok(seen > 750 && seen < 1250, `${char} stands ${seen} times in place ${place}`);
      }
    }
  });
});

describe('the check character', () => {
  it('finds every single wrong character', () => {
    for (const reference of samples) {
      const right = reference.replaceAll('-', '');
      for (let place = 0; place < 9; place += 1) {
        for (const char of alphabet) {
          if (char === right[place]) continue;
          assert.equal(readReference(right.slice(0, place) + char + right.slice(place + 1)), null);
        }
      }
    }
  });

  it('finds every exchange of any two different characters', () => {
    for (const reference of samples) {
      const right = [...reference.replaceAll('-', '')];
      for (let a = 0; a < 9; a += 1) {
        for (let b = a + 1; b < 9; b += 1) {
          if (right[a] === right[b]) continue;
          const swapped = right.with(a, right[b] ?? '').with(b, right[a] ?? '');
          assert.equal(readReference(swapped.join('')), null, `${reference} as ${swapped.join('')}`);
        }
      }
    }
  });

  it('lets one in seventeen of random texts pass', () => {
    const texts = Array.from({ length: 17_000 }, () =>
      Array.from({ length: 9 }, () => alphabet[Math.floor(Math.random() * 17)]).join(''),
    );
    const passed = texts.filter((text) => readReference(text) !== null).length;
    assert.ok(passed > 750 && passed < 1250, `${passed} of 17000`);
  });
});

describe('readReference', () => {
  const reference = '4K7-M92-QHK';

  it('reads it however it is written', () => {
    const ways = [
      '4k7m92qhk',
      ' 4K7 M92 QHK ',
      '٤K٧-M٩٢-QHK',
      '۴k۷ m۹۲ qhk',
      '4K7–M92—QHK',
      '4K7−M92‑QHK',
      '4K7_M92_QHK',
      '\u20664K7-M92-QHK\u2069',
      '4K7-M92-QH\u212a\u200f\n',
      '4\u212a7-M92-QHK',
    ];
    for (const raw of ways) assert.equal(readReference(raw), reference, JSON.stringify(raw));
  });

  it('refuses another form or alphabet', () => {
    const wrong = [
      '',
      '4K7-M92-QH',
      '4K7-M92-QHKM',
      '4K7-M92-QH1',
      '4K7-M92-QHO',
      '4K7/M92/QHK',
      'كلامعربيي',
      '😀'.repeat(9),
    ];
    for (const raw of wrong) assert.equal(readReference(raw), null, raw);
    assert.equal(readReference('4'.repeat(100_000)), null);
  });

  it('gives null or a form that reads as itself, whatever is pasted', () => {
    fc.assert(
      fc.property(
        fc.oneof(pasted, fc.string({ unit: fc.constantFrom(...alphabet), minLength: 9, maxLength: 9 })),
        (raw) => {
          const read = readReference(raw);
          if (read !== null) assert.equal(readReference(read), read);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
