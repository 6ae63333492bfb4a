/** A closed polygon as x, y, x, y, …, in pixels; x to the right, y down. */
export type Polygon = readonly number[];

// Each row of pixels is read on this many lines; along a line the cover is exact. Five lines and sixteen shades of
// grey fit each other: more could not be seen.
const LINES_PER_ROW = 5;

/**
 * Fills polygons and tells how much of each pixel they cover.
 *
 * Cover counts by winding: polygons that turn the same way add up to at most one, and one that turns the other way
 * inside another cuts a hole, which is how outlines of letters are made. What lies outside the picture is cut off.
 *
 * @returns row after row, width × height values from 0 (bare) to 1 (covered)
 */
export function fillPolygons(polygons: Iterable<Polygon>, width: number, height: number): Float32Array {
  // One cell more in each row, for what an edge in the last pixel hands to its right.
  const stride = width + 2;
  const change = new Float32Array(stride * height);
  for (const polygon of polygons) {
    for (let i = 0; i < polygon.length; i += 2) {
      const end = (i + 2) % polygon.length;
      addEdge(
        change,
        width,
        height,
        at(polygon, i),
        at(polygon, i + 1),
        at(polygon, end),
        at(polygon, end + 1),
      );
    }
  }

  const cover = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    let winding = 0;
    for (let x = 0; x < width; x++) {
      winding += at(change, y * stride + x);
      cover[y * width + x] = Math.min(1, Math.abs(winding));
    }
  }
  return cover;
}

/** Notes, on every line the edge crosses, that the winding changes to the right of the crossing. */
function addEdge(
  change: Float32Array,
  width: number,
  height: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): void {
  if (y0 === y1) return;
  const turn = (y0 < y1 ? 1 : -1) / LINES_PER_ROW;
  const slope = (x1 - x0) / (y1 - y0);
  const top = Math.min(y0, y1) * LINES_PER_ROW - 0.5;
  const bottom = Math.max(y0, y1) * LINES_PER_ROW - 0.5;
  const last = Math.min(Math.ceil(bottom), height * LINES_PER_ROW);
  for (let line = Math.max(0, Math.ceil(top)); line < last; line++) {
    const y = (line + 0.5) / LINES_PER_ROW;
    const x = Math.min(width, Math.max(0, x0 + (y - y0) * slope));
    const cell = Math.floor(line / LINES_PER_ROW) * (width + 2) + Math.floor(x);
    const right = x - Math.floor(x);
    change[cell] = at(change, cell) + turn * (1 - right);
    change[cell + 1] = at(change, cell + 1) + turn * right;
  }
}

/** An element that is known to be there. */
function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? 0;
}
