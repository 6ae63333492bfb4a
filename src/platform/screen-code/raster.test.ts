import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fillPolygons } from './raster.ts';

const square = [1, 1, 3, 1, 3, 3, 1, 3];

test('a square on whole pixels is filled exactly', () => {
  // prettier-ignore
  assert.deepEqual([...fillPolygons([square], 4, 4)].map((v) => Math.round(v * 100) / 100), [
    0, 0, 0, 0,
    0, 1, 1, 0,
    0, 1, 1, 0,
    0, 0, 0, 0,
  ]);
});

test('one that turns the other way cuts a hole; one that turns the same way adds nothing twice', () => {
  const around = [0, 0, 4, 0, 4, 4, 0, 4];
  const turnedBack = [1, 1, 1, 3, 3, 3, 3, 1];
  assert.equal(Math.round(area(fillPolygons([around, turnedBack], 4, 4))), 12);
  assert.equal(Math.round(area(fillPolygons([around, square], 4, 4))), 16);
});

test('the cover adds up to the area of a triangle, wherever it lies', () => {
  const coordinate = fc.double({ min: 1, max: 29, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(...Array.from({ length: 6 }, () => coordinate)), (triangle) => {
      const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0] = triangle;
      const exact = Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
      // Five lines a row: the top and the bottom of the shape are known to a tenth of a pixel.
      assert.ok(Math.abs(area(fillPolygons([triangle], 30, 30)) - exact) < 6);
    }),
  );
});

test('what lies outside is cut off and does no harm', () => {
  assert.equal(Math.round(area(fillPolygons([[-9, -9, 40, -9, 40, 40, -9, 40]], 5, 5))), 25);
  assert.equal(area(fillPolygons([[6, 1, 9, 1, 9, 3]], 5, 5)), 0);
});

function area(cover: Float32Array): number {
  return cover.reduce((sum, value) => sum + value, 0);
}
