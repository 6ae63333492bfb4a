import outlines from './digit-outlines.json' with { type: 'json' };
import { encodeGreyPng } from './png.ts';
import { between, randomSource, type Random } from './random.ts';
import { fillPolygons, type Polygon } from './raster.ts';

/** The size at which a page shows the picture, in CSS pixels. */
export const PICTURE_SIZE = { width: 200, height: 70 } as const;

// Drawn at twice its size, so that it is sharp on a phone. All lengths below are in these finer pixels.
const WIDTH = PICTURE_SIZE.width * 2;
const HEIGHT = PICTURE_SIZE.height * 2;

const PAPER = 15;
const INK = 2;
const MARGIN = 16;
const DIGIT_HEIGHT = 76;
// Beyond about fifteen degrees a tired reader begins to turn the head, and 6 and 9, or 1 and 7, come near each other.
const MOST_TURN = (13 * Math.PI) / 180;
const OUTLINE_UNIT = 1000;
const CURVE_STEPS = 5;
// More or heavier strokes make an 8 of a 0: tried, looked at, taken back.
const STROKES = 2;
const STROKE_STEPS = 40;
const DOTS = 26;

type Warp = (x: number, y: number) => [number, number];

/**
 * Draws the code on the screen as a PNG of 400 × 140 pixels in grey, to be shown at `PICTURE_SIZE`.
 *
 * Each digit is taken from one of two fonts, turned, scaled and shifted a little; strokes and dots turn ink to paper
 * and paper to ink where they pass, and the whole is bent. It hinders a simple program and no more: what holds abuse
 * back is the limit on attempts.
 *
 * @param code six digits, 0 to 9
 * @param seed for tests alone: the same seed draws the same picture
 * @throws {RangeError} when the code is not six digits
 */
export function drawCode(code: string, seed?: number): Buffer {
  if (!/^[0-9]{6}$/.test(code)) throw new RangeError('a code on the screen is six digits');
  const random = randomSource(seed);
  const warp = wavyWarp(random);
  const digits = fillPolygons(
    [...code].flatMap((digit, place) => digitPolygons(Number(digit), place, random, warp)),
    WIDTH,
    HEIGHT,
  );
  const scratches = fillPolygons([...strokes(random, warp), ...dots(random)], WIDTH, HEIGHT);

  const shades = new Uint8Array(WIDTH * HEIGHT);
  for (let i = 0; i < shades.length; i++) {
    const digit = digits[i] ?? 0;
    const scratch = scratches[i] ?? 0;
    // A scratch swaps ink and paper: it breaks the digit's outline, yet the eye still sees which is which.
    const ink = digit + scratch - 2 * digit * scratch;
    shades[i] = Math.round(PAPER + (INK - PAPER) * ink);
  }
  return encodeGreyPng(shades, WIDTH, HEIGHT);
}

function digitPolygons(digit: number, place: number, random: Random, warp: Warp): Polygon[] {
  const font = outlines.fonts[Math.floor(random() * outlines.fonts.length)];
  const outline = font?.digits[digit];
  if (outline === undefined) throw new RangeError(`no outline of digit ${digit}`);

  const cell = (WIDTH - 2 * MARGIN) / 6;
  const middleX = MARGIN + cell * (place + 0.5) + between(random, -2.5, 2.5);
  const middleY = HEIGHT / 2 + between(random, -11, 11);
  const scale = (DIGIT_HEIGHT * between(random, 0.92, 1.08)) / OUTLINE_UNIT;
  // Wide digits are pressed together, so that neighbours touch at most: run into each other they cannot be read.
  const narrow = Math.min(1, (cell * 0.88) / (outline.width * scale)) * between(random, 0.93, 1);
  const turn = between(random, -MOST_TURN, MOST_TURN);
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  const putDown = (x: number, y: number): [number, number] => {
    const fromMiddleX = (x - outline.width / 2) * scale * narrow;
    const fromMiddleY = (y - OUTLINE_UNIT / 2) * scale;
    return warp(
      middleX + fromMiddleX * cos - fromMiddleY * sin,
      middleY + fromMiddleX * sin + fromMiddleY * cos,
    );
  };
  return outline.contours.map((contour) => flatten(contour, putDown));
}

/** Turns a run of quadratic curves into a polygon, each point through `move`. */
function flatten(contour: readonly number[], move: Warp): Polygon {
  const polygon: number[] = [];
  for (let i = 0; i + 5 < contour.length; i += 4) {
    const [x0 = 0, y0 = 0, cx = 0, cy = 0, x1 = 0, y1 = 0] = contour.slice(i, i + 6);
    for (let step = 0; step < CURVE_STEPS; step++) {
      const t = step / CURVE_STEPS;
      const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
      polygon.push(...move(a * x0 + b * cx + c * x1, a * y0 + b * cy + c * y1));
    }
  }
  return polygon;
}

/** Bends the picture by a long wave along each axis, so that no stem stays straight. */
function wavyWarp(random: Random): Warp {
  const across = wave(random);
  const down = wave(random);
  return (x, y) => [x + across(y), y + down(x)];
}

function wave(random: Random): (along: number) => number {
  const height = between(random, 2, 4);
  const length = between(random, 110, 190) / (2 * Math.PI);
  const start = random() * 2 * Math.PI;
  return (along) => height * Math.sin(along / length + start);
}

/** Long strokes from edge to edge, each a wave in its own share of the digits' height. */
function strokes(random: Random, warp: Warp): Polygon[] {
  return Array.from({ length: STROKES }, (_, index) => {
    const share = DIGIT_HEIGHT / STROKES;
    const y = HEIGHT / 2 - DIGIT_HEIGHT / 2 + share * (index + 0.5) + between(random, -7, 7);
    const slope = between(random, -0.07, 0.07);
    const half = between(random, 1.2, 1.8);
    const bend = wave(random);
    const upper: number[] = [];
    const lower: number[] = [];
    for (let step = 0; step <= STROKE_STEPS; step++) {
      const x = (WIDTH * step) / STROKE_STEPS;
      const middle = y + slope * (x - WIDTH / 2) + 2 * bend(x);
      upper.push(...warp(x, middle - half));
      lower.unshift(...warp(x, middle + half));
    }
    return [...upper, ...lower];
  });
}

/** Small six-sided dots all over the paper. */
function dots(random: Random): Polygon[] {
  return Array.from({ length: DOTS }, () => {
    const [x, y] = [random() * WIDTH, random() * HEIGHT];
    const radius = between(random, 1.8, 3.4);
    return Array.from({ length: 6 }, (_, corner) => {
      const angle = (corner * Math.PI) / 3;
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    }).flat();
  });
}
