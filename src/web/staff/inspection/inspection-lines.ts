import { bdi } from '../../ui/bdi.ts';
import { html } from '../../ui/html.ts';
import { moment } from '../case/case-parts.ts';
import { lines } from '../register/register-parts.ts';
import { findingWords, words } from './inspection-words.ts';
import type { Inspection } from '../../../engine/inspections/inspection.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** Inspections, the newest first: what was found, of which permit, when and by whom; the photo is a file to take. */
export function inspectionLines(inspections: readonly Inspection[], none: string, lang: Lang): Html {
  return lines(
    inspections.map((each) => {
      const { tone, text } = findingWords[each.finding];
      return html`<span class="tag ${tone}">${text[lang]}</span> ${permit(each, lang)} <br /><span
          class="quiet"
          >${moment(each.notedAt, lang)} · <bdi>${each.by}</bdi></span
        >
        ${each.words !== '' && html`<br /><span class="typed" dir="auto">${each.words}</span>`}
        ${each.photo && html`<br /><a href="/${lang}/staff/inspection/photos/${each.id}">${words.takePhoto[lang]}</a>`}`;
    }),
    none,
  );
}

function permit({ permitId, permitNumber, permitYear }: Inspection, lang: Lang): Html {
  const label = bdi(`${permitNumber} / ${permitYear}`);
  return permitId === null ? label : html`<a href="/${lang}/staff/register/permits/${permitId}">${label}</a>`;
}
