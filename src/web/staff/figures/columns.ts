import { html } from '../../ui/html.ts';
import type { Html } from '../../ui/html.ts';

/** One slot of the chart: what stands under it, and the two numbers that stand side by side. */
export type Column = { label: string; first: number; second: number };

const height = 232;
const top = 20;
const bottom = 28;
/** In percent of the width; the numbers of the scale stand over their lines, and need no column of their own at the phone. */
const start = 7;
const mostLabels = 6;

/**
 * Two rows of columns over time, as SVG whose widths are shares of the page: letters keep their size on a phone. Time runs from left
 * to right in both languages. The first row is filled and the second drawn as an outline, so that no colour is needed to tell them
 * apart.
 */
export function columnChart({
  id,
  title,
  text,
  columns,
}: {
  id: string;
  title: string;
  /** What it shows, in a sentence, for those who do not see it. */
  text: string;
  columns: readonly Column[];
}): Html {
  const ticks = ticksTo(Math.max(...columns.flatMap(({ first, second }) => [first, second]), 1));
  const most = ticks.at(-1) ?? 1;
  const y = (value: number) => round(top + (height - top - bottom) * (1 - value / most));
  const slot = (100 - start) / columns.length;
  const every = Math.ceil(columns.length / mostLabels);
  const width = slot * 0.36;
  return html`<svg
    class="chart"
    role="img"
    aria-labelledby="${id}-title ${id}-text"
    width="100%"
    height="${height}"
    direction="ltr"
  >
    <title id="${id}-title">${title}</title>
    <desc id="${id}-text">${text}</desc>
    ${ticks.map((tick) => html`<line x1="0" x2="100%" y1="${y(tick)}" y2="${y(tick)}" /><text x="2" y="${y(tick) - 4}">${tick}</text>`)}
    ${columns.map(({ label, first, second }, index) => {
      const middle = start + slot * (index + 0.5);
      const bar = (value: number, x: number, name: string) =>
        value > 0 &&
        html`<rect
          class="${name}"
          x="${round(x)}%"
          width="${round(width)}%"
          y="${y(value)}"
          height="${round(height - bottom - y(value))}"
        />`;
      return html`${bar(first, middle - width * 1.06, 'first')}${bar(second, middle + width * 0.06, 'second')}${
        index % every === 0 &&
        html`<text class="under" x="${round(middle)}%" y="${height - 8}" text-anchor="middle">${label}</text>`
      }`;
    })}
  </svg>`;
}

/** Round numbers from 0 to one that is not below the greatest: whole ones, four or five of them. */
export function ticksTo(most: number): number[] {
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, power * ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10));
  const last = Math.ceil(most / step);
  return Array.from({ length: last + 1 }, (_, index) => index * step);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
