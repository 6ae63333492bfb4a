import { attributes } from '../../ui/attributes.ts';
import { framed, tied } from '../../ui/control.ts';
import { html } from '../../ui/html.ts';
import type { ControlOptions } from '../../ui/control.ts';
import type { Html } from '../../ui/html.ts';

/** A question for a day, `YYYY-MM-DD`; the browser draws its own calendar, and without one the day is typed. */
export function dateField(options: ControlOptions & { min?: string }): Html {
  const { value, min } = options;
  const given = attributes(tied(options), { type: 'date', value, min, dir: 'ltr', class: 'short' });
  return framed(options, html`<input ${given} />`);
}
