import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speakCode, type SpokenLanguage } from './sound.ts';

const LANGUAGES: SpokenLanguage[] = ['ar', 'en'];

for (const lang of LANGUAGES) {
  test(`${lang}: the sound is a WAV a browser plays, of sensible length`, () => {
    for (const code of ['012345', '678901', '111111', '888888']) {
      const wav = speakCode(code, lang);
      const { format, channels, rate, bits, samples } = decode(wav);
      assert.deepEqual({ format, channels, rate, bits }, { format: 1, channels: 1, rate: 11_025, bits: 8 });
      const seconds = samples.length / rate;
      assert.ok(seconds > 4 && seconds < 12, `${code} takes ${seconds} s`);
    }
  });

  test(`${lang}: the voice is loud enough, never cut off, and far above the noise`, () => {
    for (let digit = 0; digit < 10; digit++) {
      const { samples } = decode(speakCode(String(digit).repeat(6), lang));
      assert.ok(Math.max(...samples) > 0.35, `${digit} is loud`);
      assert.ok(Math.max(...samples.map(Math.abs)) < 0.95, `${digit} is not cut off`);
      const silence = loudness(samples.slice(0, 3000));
      assert.ok(silence > 0.003 && silence < 0.03, `there is a light noise: ${silence}`);
      assert.ok(loudness(samples) > 4 * silence, `the voice of ${digit} stands above it`);
    }
  });

  test(`${lang}: six digits are heard as six, each apart`, () => {
    for (const digit of '0123456789') {
      const groups = wordsIn(decode(speakCode(digit.repeat(6), lang, 3)).samples);
      assert.equal(groups, 6, `digit ${digit}`);
    }
  });

  test(`${lang}: it sounds different each time, and the same with a seed`, () => {
    assert.notDeepEqual(speakCode('275931', lang), speakCode('275931', lang));
    assert.deepEqual(speakCode('275931', lang, 7), speakCode('275931', lang, 7));
    assert.notDeepEqual(speakCode('275931', lang, 7), speakCode('275932', lang, 7));
  });
}

test('the length does not betray the code: one code varies more than half a second', () => {
  const lengths = Array.from({ length: 40 }, (_, seed) => speakCode('275931', 'ar', seed).length);
  assert.ok(Math.max(...lengths) - Math.min(...lengths) > 5512);
});

test('what is not six digits is refused', () => {
  for (const code of ['', '12345', '1234567', '12345a', '١٢٣٤٥٦']) {
    assert.throws(() => speakCode(code, 'ar'), RangeError);
  }
});

function loudness(samples: number[]): number {
  return Math.sqrt(samples.reduce((sum, v) => sum + v * v, 0) / samples.length);
}

/** Counts stretches of sound parted by at least 0.3 s of near silence. */
function wordsIn(samples: number[]): number {
  const step = 220;
  const gap = 3300;
  let words = 0;
  let quiet = gap;
  for (let i = 0; i + step <= samples.length; i += step) {
    if (loudness(samples.slice(i, i + step)) < 0.022) {
      quiet += step;
    } else {
      if (quiet >= gap) words++;
      quiet = 0;
    }
  }
  return words;
}

function decode(wav: Buffer) {
  assert.equal(wav.toString('latin1', 0, 4), 'RIFF');
  assert.equal(wav.readUInt32LE(4), wav.length - 8);
  assert.equal(wav.toString('latin1', 8, 16), 'WAVEfmt ');
  assert.equal(wav.toString('latin1', 36, 40), 'data');
  const length = wav.readUInt32LE(40);
  assert.equal(wav.length, 44 + length + (length % 2));
  return {
    format: wav.readUInt16LE(20),
    channels: wav.readUInt16LE(22),
    rate: wav.readUInt32LE(24),
    bits: wav.readUInt16LE(34),
    samples: Array.from(wav.subarray(44, 44 + length), (byte) => (byte - 128) / 127),
  };
}
