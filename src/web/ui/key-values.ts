import { html, type Html } from './html.ts';

/** One row; `change` leads back to the question, and `about` completes its name for those who only hear it. */
export type KeyValueRow = {
  key: string;
  value: Html;
  change?: { href: string; text: string; about: string };
};

/** Facts read back, one a row: question, answer and, where it may be changed, the way back. */
export function keyValues({ rows }: { rows: readonly KeyValueRow[] }): Html {
  return html`<dl class="kv">${rows.map(row)}</dl>`;
}

function row({ key, value, change }: KeyValueRow): Html {
  return html`<div>
    <dt>${key}</dt>
    <dd>${value}</dd>
    ${
      change &&
      html`<dd class="change">
        <a href="${change.href}">${change.text}<span class="vh"> ${change.about}</span></a>
      </dd>`
    }
  </div>`;
}
