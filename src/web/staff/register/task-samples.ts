import { sayRemark } from '../../../engine/registers/import/remarks.ts';
import { bdi } from '../../ui/bdi.ts';
import { html } from '../../ui/html.ts';
import { put } from '../case/case-parts.ts';
import { columnWords, sampleText, words } from './import-words.ts';
import { section } from './register-parts.ts';
import type { Column } from '../../../engine/registers/import/columns.ts';
import type { Sample, Samples } from '../../../engine/registers/tasks/task.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** The first lines of each kind, the gravest first; refused ones stand open. */
export function samplesSection(samples: Samples, lang: Lang): Html {
  const kinds = (['refused', 'warned', 'changed', 'healed', 'duplicate'] as const).filter(
    (kind) => samples[kind].length > 0,
  );
  if (kinds.length === 0) return html``;
  const parts = kinds.map(
    (kind) =>
      html`<details class="refuse" ${kind === 'refused' && 'open'}>
        <summary>${sampleText[kind][lang]}</summary>
        <ul class="lines">
          ${samples[kind].map((sample) => html`<li>${sampleLine(sample, kind, lang)}</li>`)}
        </ul>
      </details>`,
  );
  return section(
    'samples',
    words.lines[lang],
    html`<p class="quiet">${words.firstOnly[lang]}</p>
      ${parts}`,
  );
}

function sampleLine(sample: Sample, kind: keyof Samples, lang: Lang): Html {
  const { line, duplicateOf, remarks, changes } = sample;
  // A line may be mended and changed at once: each list says what it is about.
  const said = kind === 'changed' ? [] : remarks.filter((remark) => remark.kind === kind);
  const changed = kind === 'changed' ? Object.entries(changes ?? {}) : [];
  return html`<b>${put(words.line[lang], { line: bdi(String(line)) })}</b>
    ${duplicateOf !== null && put(words.sameAs[lang], { line: bdi(String(duplicateOf)) })}
    ${said.map((remark) => html`<br />${columnWords[remark.column][lang]}: <span dir="auto">${sayRemark(remark, lang)}</span>`)}
    ${changed.map(([field, [was, now]]) => html`<br />${columnWords[field as Column][lang]}: <bdi>${was ?? '–'}</bdi> ${lang === 'ar' ? '←' : '→'} <bdi>${now ?? '–'}</bdi>`)}`;
}
