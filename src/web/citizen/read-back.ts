import { bdi } from '../ui/bdi.ts';
import { html } from '../ui/html.ts';
import { keyValues } from '../ui/key-values.ts';
import type { ShownLine } from '../../engine/applications/freeze.ts';
import type { Html } from '../ui/html.ts';
import type { KeyValueRow } from '../ui/key-values.ts';

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
