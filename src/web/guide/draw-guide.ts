import { bdi } from '../ui/bdi.ts';
import { html, join } from '../ui/html.ts';
import { keyValues } from '../ui/key-values.ts';
import { piecesOf } from './guide.ts';
import { words } from './words.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Html } from '../ui/html.ts';
import type { Block, Chapter, Guide, Line, Scene, Section } from './guide.ts';
import type { GuidePictures } from './kept-guide.ts';

/** What a guide is drawn with: its pictures, and the address before their names. */
export type Drawn = { guide: Guide; lang: Lang; pictures: GuidePictures; base: string };

/** The contents of a guide, and all of its chapters. `contents`: its title, `links`: what stands before it. */
export function drawGuide(drawn: Drawn, links: Html): Html {
  const { guide, lang } = drawn;
  return html`<h1>${guide.title}</h1>
    <p class="lead">${drawLine(guide.lead)}</p>
    <p class="actions">${links}</p>
    ${contents(guide, lang)} ${guide.chapters.map((chapter) => drawChapter(drawn, chapter))}`;
}

/** A line, with what reads from the left isolated. */
export function drawLine(line: Line): Html {
  return join(piecesOf(line).map(({ text, ltr }) => (ltr ? leftToRight(text) : html`${text}`)));
}

/** A number stays on one line; an address may be longer than the window. */
function leftToRight(text: string): Html {
  return /[@/]/.test(text) && !/\d \/ \d/.test(text)
    ? html`<bdi dir="ltr" class="address">${text}</bdi>`
    : bdi(text);
}

/** What a picture shows, for who cannot see it. */
export function describe({ title, marks }: Scene, lang: Lang): string {
  const told = marks.map(({ name }, index) =>
    words.pictureMark[lang].replace('{n}', String(index + 1)).replace('{name}', name),
  );
  return words.picture[lang].replace('{title}', title).replace('{marks}', told.join(' '));
}

function contents({ chapters }: Guide, lang: Lang): Html {
  const link = ({ id, title }: Section) => html`<a href="#${id}">${drawLine(title)}</a>`;
  return html`<nav class="contents" aria-labelledby="contents">
    <h2 id="contents">${words.contents[lang]}</h2>
    <ul>
      ${chapters.map(
        (chapter) =>
          html`<li>
            ${link(chapter)}
            ${
              chapter.sections.length > 0 &&
              html`<ul>
                ${chapter.sections.map((each) => html`<li>${link(each)}</li>`)}
              </ul>`
            }
          </li>`,
      )}
    </ul>
  </nav>`;
}

function drawChapter(drawn: Drawn, { id, title, blocks, sections }: Chapter): Html {
  return html`<section class="chapter">
    <h2 id="${id}">${drawLine(title)}</h2>
    ${blocks.map((block) => drawBlock(drawn, block))}
    ${sections.map(
      (section) =>
        html`<section>
          <h3 id="${section.id}">${drawLine(section.title)}</h3>
          ${section.blocks.map((block) => drawBlock(drawn, block))}
        </section>`,
    )}
  </section>`;
}

function drawBlock(drawn: Drawn, block: Block): Html {
  switch (block.kind) {
    case 'text':
      return html`<p>${drawLine(block.line)}</p>`;
    case 'list':
      return list(block.lines);
    case 'rows':
      return keyValues({
        rows: block.rows.map(({ key, lines }) => ({
          key,
          value: lines.length === 1 ? drawLine(lines[0] ?? '') : list(lines),
        })),
      });
    case 'scene':
      return drawScene(drawn, block.scene);
  }
}

function list(lines: readonly Line[]): Html {
  return html`<ul>
    ${lines.map((line) => html`<li>${drawLine(line)}</li>`)}
  </ul>`;
}

/** The picture for the reader's screen, and under it what its numbers mean. */
function drawScene({ lang, pictures, base }: Drawn, scene: Scene): Html {
  const phone = pictures.of(lang, scene.name, 'phone');
  const desktop = pictures.of(lang, scene.name, 'desktop');
  const picture =
    phone &&
    desktop &&
    html`<picture>
      <source
        media="(min-width: 48em)"
        srcset="${base}/${desktop.file}"
        width="${desktop.width}"
        height="${desktop.height}"
      />
      <img
        src="${base}/${phone.file}"
        width="${phone.width}"
        height="${phone.height}"
        alt="${describe(scene, lang)}"
        loading="lazy"
      />
    </picture>`;
  return html`<div class="scene">
    ${picture}
    <ol class="marks">
      ${scene.marks.map(
        ({ name, says }) =>
          html`<li><b>${drawLine(name)}</b>${says.map((line) => html` <span>${drawLine(line)}</span>`)}</li>`,
      )}
    </ol>
  </div>`;
}
