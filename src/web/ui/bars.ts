import { bdi } from './bdi.ts';
import { html } from './html.ts';
import { dir } from '../../platform/i18n/lang.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Html } from './html.ts';

/** One line: what is counted, how often, and its share in percent; null: of nothing. */
export type Bar = { label: string | Html; count: number; share: number | null };

/**
 * A table of counts with a bar beside each number: table and chart in one, so nothing has to be looked up elsewhere. Bars grow from
 * where lines begin, as Arabic papers draw what has no order in time.
 */
export function bars({
  title,
  heads,
  rows,
  lang,
}: {
  title: string;
  heads: { label: string; count: string; share: string };
  rows: readonly Bar[];
  lang: Lang;
}): Html {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return html`<table class="bars">
    <caption class="vh">
      ${title}
    </caption>
    <thead>
      <tr>
        <th scope="col">${heads.label}</th>
        <th scope="col">${heads.count}</th>
        <th scope="col">${heads.share}</th>
        <td></td>
      </tr>
    </thead>
    <tbody>
      ${rows.map(({ label, count, share }) => {
        const width = Math.round((count / most) * 1000) / 10;
        const x = dir(lang) === 'rtl' ? Math.round((100 - width) * 10) / 10 : 0;
        return html`<tr>
          <th scope="row">${label}</th>
          <td>${bdi(String(count))}</td>
          <td>${share === null ? '–' : bdi(`${share}%`)}</td>
          <td aria-hidden="true">
            <svg width="100%" height="14"><rect x="${x}%" width="${width}%" height="14" rx="2" /></svg>
          </td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}
