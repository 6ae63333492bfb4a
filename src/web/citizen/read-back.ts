import { showMoment } from '../../platform/i18n/dates.ts';
import { bdi } from '../ui/bdi.ts';
import { html, nothing } from '../ui/html.ts';
import { keyValues } from '../ui/key-values.ts';
import { words } from './words.ts';
import type { Shown, ShownLine } from '../../engine/applications/freeze.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Html } from '../ui/html.ts';
import type { KeyValueRow } from '../ui/key-values.ts';

/** What was submitted, as it was shown, where a stranger might look; of which day it is, when that was not today. */
export function readBackShown(shown: Shown, lang: Lang): Html {
  const rows = readBackRows([...shown.answers, ...shown.found], { masked: true });
  return shown.learntAt === undefined
    ? rows
    : html`${rows}
        <p class="quiet">${asOf(new Date(shown.learntAt), lang)}</p>`;
}

/** Says when the register said so, if it is not asked now but remembered. */
export function asOf(learntAt: Date | null, lang: Lang): Html {
  if (learntAt === null) return nothing;
  const at = showMoment(learntAt, lang);
  return html`${words.asOf[lang]} ${bdi(at.date)} ${bdi(at.time)}`;
}

/** Lines read back, as rows. `masked`: where a stranger might look, the phone shows its ending only. */
export function readBackRows(
  lines: readonly ShownLine[],
  options: { masked: boolean; change?: (line: ShownLine) => KeyValueRow['change'] },
): Html {
  return keyValues({
    rows: lines.map((line): KeyValueRow => {
      const answer = options.masked ? (line.masked ?? line.answer) : line.answer;
      const change = options.change?.(line);
      const value =
        line.kind === 'isolated' ? bdi(answer) : html`<span class="typed" dir="auto">${answer}</span>`;
      return { key: line.question, value, ...(change && { change }) };
    }),
  });
}
