import { showFact } from '../../engine/applications/freeze.ts';
import { fillWords } from '../../engine/define/text.ts';
import type { Facts } from '../../engine/define/register.ts';
import type { Lang } from '../../platform/i18n/lang.ts';

/** A sentence of a guide: plain text, in which what reads left to right stands between `isolate` and its end. */
export type Line = string;

/** What a picture points at: a field, a button or a link, by its role and name as the browser tells them, and what to say of it. */
export type Mark = {
  role: 'textbox' | 'combobox' | 'checkbox' | 'button' | 'link';
  name: string;
  says: Line[];
  /** The name only begins so: what follows is of the moment. */
  begins?: boolean;
};

/**
 * A page of the portal as the guide shows it: its picture has one number for each mark, in this order, and ends below the last
 * one, or `below` so many pixels of the page further down.
 */
export type Scene = { name: string; title: string; marks: readonly Mark[]; below?: number };

/** A piece of a guide, as every medium draws it. */
export type Block =
  | { kind: 'text'; line: Line }
  | { kind: 'list'; lines: readonly Line[] }
  | { kind: 'rows'; rows: readonly { key: Line; lines: readonly Line[] }[] }
  | { kind: 'scene'; scene: Scene };

/** A part of a chapter; `id` is its anchor. */
export type Section = { id: string; title: string; blocks: readonly Block[] };

/** A chapter of a guide: what is said first, and its sections. */
export type Chapter = Section & { sections: readonly Section[] };

/** A whole guide in one language, made of the portal's own words. */
export type Guide = { title: string; lead: Line; chapters: readonly Chapter[] };

const isolate = '\u2066';
const isolateEnd = '\u2069';

/** A text that reads left to right wherever it stands: an address, a number. */
export function isolated(text: string): Line {
  return `${isolate}${text}${isolateEnd}`;
}

/** Words with each `{name}` as its fact says; a name without a fact becomes `missing`. */
export function sayLine(words: string, facts: Facts, lang: Lang, missing?: string): Line {
  return fillWords(words, (name) => {
    const fact = facts[name];
    if (fact === undefined) return missing;
    const { answer, kind } = showFact(fact, lang);
    return kind === 'isolated' ? isolated(answer) : answer;
  });
}

/** A piece of a line: `ltr` is drawn from the left, whatever is around it. */
export type Piece = { text: string; ltr: boolean };

const runs = /\u2066([^\u2069]*)\u2069|(\d[\d\s.:/-]*\d|\d)/g;

/** A line in pieces: what was isolated, and every number, is a piece of its own. */
export function piecesOf(line: Line): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const run of line.matchAll(runs)) {
    if (run.index > from) pieces.push({ text: line.slice(from, run.index), ltr: false });
    pieces.push({ text: run[1] ?? run[2] ?? '', ltr: true });
    from = run.index + run[0].length;
  }
  if (from < line.length) pieces.push({ text: line.slice(from), ltr: false });
  return pieces;
}

/** The scenes of a guide, in the order in which they are shown. */
export function scenesOf(guide: Guide): Scene[] {
  return guide.chapters
    .flatMap((chapter) => [chapter, ...chapter.sections])
    .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'scene' ? [block.scene] : [])));
}
