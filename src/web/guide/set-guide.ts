import { join } from 'node:path';
import { dir } from '../../platform/i18n/lang.ts';
import { printable } from '../../platform/typeset/letters.ts';
import { describe } from './draw-guide.ts';
import { piecesOf } from './guide.ts';
import { paperFile } from './kept-guide.ts';
import { words } from './words.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { ToSet } from '../../platform/typeset/typesetter.ts';
import type { Block, Guide, Line, Section } from './guide.ts';
import type { GuidePictures } from './kept-guide.ts';

/** A guide as its template reads it, and whose it is; `day`: the day it is made on, as it is written. */
export function toSet(
  guide: Guide,
  pictures: GuidePictures,
  { lang, owner, day, at }: { lang: Lang; owner: string; day: string; at: Date },
): ToSet {
  const section = ({ title, blocks }: Section) => ({
    title: pieces(title),
    blocks: blocks.map((block) => toSetBlock(block, pictures, lang)),
  });
  const data = {
    lang,
    dir: dir(lang),
    owner: printable(owner),
    title: printable(guide.title),
    lead: pieces(guide.lead),
    made: pieces(words.madeOn[lang].replace('{day}', day)),
    contents: words.contents[lang],
    chapters: guide.chapters.map((chapter) => ({
      ...section(chapter),
      sections: chapter.sections.map(section),
    })),
  };
  return { template: join(import.meta.dirname, 'guide.typ'), root: pictures.folder, data, at };
}

function toSetBlock(block: Block, pictures: GuidePictures, lang: Lang): unknown {
  switch (block.kind) {
    case 'text':
      return { kind: 'text', line: pieces(block.line) };
    case 'list':
      return { kind: 'list', lines: block.lines.map(pieces) };
    case 'rows':
      return {
        kind: 'rows',
        rows: block.rows.map(({ key, lines }) => ({ key: pieces(key), lines: lines.map(pieces) })),
      };
    case 'scene': {
      const { scene } = block;
      // On paper there is room beside the narrow picture for what its numbers mean.
      const taken = pictures.of(lang, scene.name, 'phone');
      return {
        kind: 'scene',
        picture: taken ? paperFile(lang, scene.name) : '',
        ratio: taken === undefined ? 1 : taken.height / taken.width,
        alt: printable(describe(scene, lang)),
        marks: scene.marks.map(({ name, says }) => ({ name: pieces(name), says: says.map(pieces) })),
      };
    }
  }
}

/** White space at the ends of a piece keeps it apart from the next one. */
function pieces(line: Line): { text: string; ltr: boolean }[] {
  return piecesOf(line).map(({ text, ltr }) => {
    const [, before = '', body = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
    return { text: `${before && ' '}${printable(body)}${after && ' '}`, ltr };
  });
}
