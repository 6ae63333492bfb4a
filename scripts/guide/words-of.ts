import type { Block, Guide } from '../../src/web/guide/guide.ts';

/** Every line of a guide, one after another, as it can be compared: headings with `#`, marks with their number. */
export function wordsOf({ title, lead, chapters }: Guide): string[] {
  return [
    `# ${title}`,
    lead,
    ...chapters.flatMap((chapter) => [
      `## ${chapter.title}`,
      ...chapter.blocks.flatMap(linesOf),
      ...chapter.sections.flatMap((section) => [`### ${section.title}`, ...section.blocks.flatMap(linesOf)]),
    ]),
  ].map((line) => line.replace(/[\u2066\u2069]/g, ''));
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [block.line];
    case 'list':
      return block.lines.map((line) => `- ${line}`);
    case 'rows':
      return block.rows.map(({ key, lines }) => `${key}: ${lines.join(' / ')}`);
    case 'scene':
      return block.scene.marks.map(({ name, says }, index) => `${index + 1}. ${[name, ...says].join(' / ')}`);
  }
}
