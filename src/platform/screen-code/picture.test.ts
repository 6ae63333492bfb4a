import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import outlines from './digit-outlines.json' with { type: 'json' };
import { drawCode, PICTURE_SIZE } from './picture.ts';

const sixDigits = fc.stringMatching(/^[0-9]{6}$/);

test('a picture is a PNG of twice the shown size, small enough for a slow line', () => {
  fc.assert(
    fc.property(sixDigits, (code) => {
      const png = drawCode(code);
      const { width, height } = decode(png);
      assert.equal(width, PICTURE_SIZE.width * 2);
      assert.equal(height, PICTURE_SIZE.height * 2);
      assert.ok(png.length < 7000, `${png.length} bytes`);
    }),
    { numRuns: 40 },
  );
});

test('the same code looks different each time, and the same with a seed', () => {
  assert.notDeepEqual(drawCode('275931'), drawCode('275931'));
  assert.deepEqual(drawCode('275931', 7), drawCode('275931', 7));
  assert.notDeepEqual(drawCode('275931', 7), drawCode('275931', 8));
});

test('ink and paper keep a strong contrast and a healthy share', () => {
  fc.assert(
    fc.property(sixDigits, fc.integer(), (code, seed) => {
      const { shades } = decode(drawCode(code, seed));
      const ink = shades.reduce((sum, shade) => sum + (15 - shade) / 13, 0) / shades.length;
      assert.ok(ink > 0.1 && ink < 0.32, `share of ink ${ink}`);
      assert.equal(Math.min(...new Set(shades)), 2);
      assert.equal(Math.max(...new Set(shades)), 15);
    }),
    { numRuns: 40 },
  );
});

test('every digit stands in its place, whole and inside the picture', () => {
  for (let seed = 0; seed < 20; seed++) {
    const { width, height, shades } = decode(drawCode('104872', seed));
    for (let place = 0; place < 6; place++) {
      const ink = inkBetween(shades, width, 16 + (368 / 6) * place, 16 + (368 / 6) * (place + 1));
      assert.ok(ink > 600, `seed ${seed}: ${ink} pixels of ink at place ${place}`);
    }
    // The strokes run off the picture; digits must not: in the outermost rows there are dots at most.
    for (const row of [0, height - 1]) {
      const edge = shades.subarray(row * width, (row + 1) * width).filter((shade) => shade < 8).length;
      assert.ok(edge < 45, `seed ${seed}: ${edge} dark pixels in row ${row}`);
    }
  }
});

test('the digits differ from each other in the picture by far more than the noise does', () => {
  // The average over many drawings leaves the digit and washes the noise out; the nearest average must be its own.
  const average = (digit: number, from: number): number[] => {
    const sum = Array.from({ length: 40 * 140 }, () => 0);
    for (let seed = from; seed < from + 25; seed++) {
      const { width, shades } = decode(drawCode(String(digit).repeat(6), seed));
      for (let y = 0; y < 140; y++) {
        for (let x = 0; x < 40; x++) sum[y * 40 + x]! += 15 - (shades[y * width + 88 + x] ?? 15);
      }
    }
    return sum;
  };
  const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const learnt = digits.map((digit) => average(digit, 0));
  const distance = (a: number[], b: number[]) => a.reduce((sum, v, i) => sum + (v - (b[i] ?? 0)) ** 2, 0);
  for (const digit of digits) {
    const seen = average(digit, 1000);
    const nearest = digits.toSorted((a, b) => distance(learnt[a]!, seen) - distance(learnt[b]!, seen))[0];
    assert.equal(nearest, digit);
  }
});

test('what is not six digits is refused', () => {
  for (const code of ['', '12345', '1234567', '12345a', '١٢٣٤٥٦', '12345\n']) {
    assert.throws(() => drawCode(code), RangeError);
  }
});

test('each font brings ten digits, with as many holes as the digit has', () => {
  for (const font of outlines.fonts) {
    assert.deepEqual(
      font.digits.map((digit) => digit.contours.length - 1),
      [1, 0, 0, 0, 1, 0, 1, 0, 2, 1],
    );
    for (const { contours } of font.digits) {
      for (const contour of contours) {
        assert.equal(contour.length % 4, 2);
        assert.deepEqual(contour.slice(0, 2), contour.slice(-2), 'a contour closes');
      }
    }
  }
});

function inkBetween(shades: Uint8Array, width: number, from: number, to: number): number {
  return shades.filter((shade, i) => shade < 8 && i % width >= from && i % width < to).length;
}

/** Reads back just the kind of PNG that is written here: one IDAT, four bits of grey, no filter. */
function decode(png: Buffer): { width: number; height: number; shades: Uint8Array } {
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  assert.equal(png.toString('latin1', 12, 16), 'IHDR');
  assert.deepEqual([...png.subarray(24, 29)], [4, 0, 0, 0, 0]);
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const rows = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
  const stride = 1 + width / 2;
  assert.equal(rows.length, stride * height);
  const shades = new Uint8Array(width * height);
  for (let i = 0; i < shades.length; i++) {
    const byte = rows[Math.floor(i / width) * stride + 1 + ((i % width) >> 1)] ?? 0;
    shades[i] = i % 2 === 0 ? byte >> 4 : byte & 15;
  }
  return { width, height, shades };
}
