import { siteOf } from '../../../engine/staff/passkeys/passkey.ts';
import { portalOrigin } from '../../http/origin.ts';
import { Refused } from '../../http/refusals.ts';
import { attributes } from '../../ui/attributes.ts';
import { button } from '../../ui/button.ts';
import { html } from '../../ui/html.ts';
import { words } from './passkey-words.ts';
import type { FastifyRequest } from 'fastify';
import type { CreationOptions, Site } from '../../../engine/staff/passkeys/passkey.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Web } from '../../http/web.ts';
import type { ButtonKind } from '../../ui/button.ts';
import type { Html } from '../../ui/html.ts';

/** The script that such a form needs. */
export const passkeyScript = 'passkey.js';

/** Where passkeys are good, under the name that this request came to; `null` where browsers make none. */
export function findSite(web: Web, request: FastifyRequest): Site | null {
  return siteOf(portalOrigin(web.ctx, request));
}

/** The same, for what only a page with such a form sends. */
export function siteOfForm(web: Web, request: FastifyRequest): Site {
  const site = findSite(web, request);
  if (site === null) throw new Refused('not-found');
  return site;
}

/**
 * A form that a passkey fills: hidden until its script says that the browser knows passkeys. `ask` is where the browser gets what is to be
 * signed, `options` what is to be made.
 */
export function passkeyForm(
  form: {
    action: string;
    text: string;
    next?: string;
    kind?: ButtonKind;
  } & ({ ask: string } | { options: CreationOptions }),
  lang: Lang,
): Html {
  const { action, text, next, kind = 'ghost' } = form;
  const given = attributes({
    method: 'post',
    action,
    class: 'passkey',
    hidden: true,
    'data-passkey': 'ask' in form ? 'get' : 'create',
    'data-ask': 'ask' in form ? form.ask : undefined,
    'data-options': 'options' in form ? JSON.stringify(form.options) : undefined,
    'data-words-failed': 'ask' in form ? words.notUsed[lang] : words.notMade[lang],
    'data-words-limited': words.limited[lang],
  });
  return html`<form ${given}>
    ${next !== undefined && html`<input type="hidden" name="next" value="${next}" />`}
    <input type="hidden" name="credential" value="" />
    ${button({ text, kind })}
    <p role="status" class="quiet"></p>
  </form>`;
}
