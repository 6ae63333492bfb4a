import { existsSync, readFileSync } from 'node:fs';
import { langs } from '../../src/platform/i18n/lang.ts';
import { keptFile, views } from '../../src/web/guide/kept-guide.ts';
import type { KeptGuide, KeptScene } from '../../src/web/guide/kept-guide.ts';

/** What two guides differ in: what makes the kept one wrong, and what only moved. */
export type Comparison = { differences: string[]; warnings: string[] };

/** How far a marked thing may move before it is worth a word, in pixels of the picture. */
const far = 16;

/** Holds the guide that is kept against the one that was made now, and names every difference. */
export function compareGuides(kept: Partial<KeptGuide>, made: Partial<KeptGuide>): Comparison {
  const differences: string[] = [];
  const warnings: string[] = [];
  for (const lang of langs) {
    const now = made[lang];
    if (now === undefined) continue;
    const before = kept[lang] ?? { words: [], scenes: {} };
    differences.push(...lists(before.words, now.words).map((each) => `${lang}, words: ${each}`));
    const names = new Set([...Object.keys(before.scenes), ...Object.keys(now.scenes)]);
    for (const name of names) {
      const [old, fresh] = [before.scenes[name], now.scenes[name]];
      const where = `${lang}, page «${fresh?.heading ?? old?.heading}» (${name})`;
      if (old === undefined) differences.push(`${where} is new`);
      else if (fresh === undefined) differences.push(`${where} is gone`);
      else {
        differences.push(...sceneDifferences(old, fresh).map((each) => `${where}, ${each}`));
        warnings.push(...moves(old, fresh).map((each) => `${where}, ${each}`));
      }
    }
  }
  return { differences, warnings };
}

function sceneDifferences(old: KeptScene, fresh: KeptScene): string[] {
  return [
    ...(old.heading === fresh.heading ? [] : [`heading: was «${old.heading}», is «${fresh.heading}»`]),
    ...lists(old.controls, fresh.controls).map((each) => `fields and buttons: ${each}`),
    ...lists(old.marks, fresh.marks).map((each) => `marks: ${each}`),
  ];
}

/** Where two lists differ: what took the place of what, what came and what is gone. */
function lists(old: readonly string[], fresh: readonly string[]): string[] {
  const told: string[] = [];
  const pairs = common(old, fresh);
  let [i, j] = [0, 0];
  for (const [atOld, atFresh] of [...pairs, [old.length, fresh.length] as const]) {
    const gone = old.slice(i, atOld);
    const came = fresh.slice(j, atFresh);
    for (let k = 0; k < Math.max(gone.length, came.length); k++) {
      const [was, is] = [gone[k], came[k]];
      if (was === undefined) told.push(`new: «${is}»`);
      else if (is === undefined) told.push(`gone: «${was}»`);
      else told.push(`was «${was}», is «${is}»`);
    }
    [i, j] = [atOld + 1, atFresh + 1];
  }
  return told;
}

/** The places of what two lists have in common, in order: the longest such list. */
function common(old: readonly string[], fresh: readonly string[]): [number, number][] {
  const longest = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = fresh.length - 1; j >= 0; j--) {
      const row = longest[i];
      if (row) row[j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < old.length && j < fresh.length;) {
    if (old[i] === fresh[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

function moves(old: KeptScene, fresh: KeptScene): string[] {
  return views.flatMap((view) =>
    fresh[view].boxes.flatMap((box, index) => {
      const before = old[view].boxes[index];
      const moved = before?.some((each, side) => Math.abs(each - (box[side] ?? 0)) > far) ?? false;
      return moved ? [`${view}: mark ${index + 1} (${fresh.marks[index]}) moved`] : [];
    }),
  );
}

/** What a guide's folder keeps; nothing, when it was never made. */
export function readKept(folder: string): Partial<KeptGuide> {
  const file = keptFile(folder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptGuide) : {};
}
