import { previewMessage } from '../../../engine/rehearsal/preview-message.ts';
import { rehearseChange } from '../../../engine/rehearsal/rehearse-change.ts';
import { showMoney } from '../../../platform/i18n/money.ts';
import { dir, langs } from '../../../platform/i18n/lang.ts';
import { bdi } from '../../ui/bdi.ts';
import { frameOf } from '../../ui/frame.ts';
import { html, raw } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { put } from '../case/case-parts.ts';
import { day } from './list-page.ts';
import { differenceWords, words } from './settings-words.ts';
import { separated } from './show-value.ts';
import type { Bilingual } from '../../../engine/define/setting-form.ts';
import type { Difference, Outcome } from '../../../engine/rehearsal/judge.ts';
import type { PreviewedMessage } from '../../../engine/rehearsal/preview-message.ts';
import type { Flipped, Rehearsed } from '../../../engine/rehearsal/rehearse-change.ts';
import type { Service } from '../../../engine/define/define-service.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Web } from '../../http/web.ts';
import type { Html } from '../../ui/html.ts';
import type { PortalLook } from '../../ui/portal-look.ts';
import type { TriedOut } from './preview-page.ts';
import type { Setting } from './setting-page.ts';

/** Tries a value out: on the applications of the last year, in a message, or on the look of the portal. */
export async function tryOut(web: Web, setting: Setting, value: unknown, lang: Lang): Promise<TriedOut> {
  const { key, definition, service } = setting;
  if (definition.group === 'texts') {
    const message = await previewMessage(web.ctx, key, value as Bilingual);
    if (message === null) return { parts: [], reads: null };
    const { application } = message;
    return {
      parts: [messageSection(message, lang)],
      reads: application && { action: 'application.read', subject: `application:${application.id}` },
    };
  }
  if (definition.group === 'portal') {
    const look = lookWith((await web.look()).portal, key, value);
    return { parts: look === null ? [] : [lookSection(look, lang)], reads: null };
  }
  const rehearsed = await rehearseChange(web.ctx, key, value);
  if (rehearsed === null) return { parts: [], reads: null };
  const data = { applications: rehearsed.flipped.map(({ id }) => id) };
  return {
    parts: [rehearsalSection(rehearsed, service, lang)],
    reads: { action: 'application.listed', subject: `setting:${key}`, data },
  };
}

/** The portal's look with another value of one of its settings; null: it is seen elsewhere. */
function lookWith(look: PortalLook, key: string, value: unknown): PortalLook | null {
  switch (key) {
    case 'portal.name':
      return { ...look, name: value as PortalLook['name'] };
    case 'portal.subtitle':
      return { ...look, subtitle: value as PortalLook['subtitle'] };
    case 'portal.emblem':
      // Without one of its own the portal's stays, which is not at hand here where the city has set one.
      return value === '' ? null : { ...look, emblem: value as string };
    case 'portal.top-bar':
      return { ...look, topBar: value as PortalLook['topBar'] };
    case 'portal.contact':
      return { ...look, contact: value as PortalLook['contact'] };
    default:
      return null;
  }
}

/** Header and footer as they would be drawn. Nothing in them can be pressed, and they are not read out: the difference is. */
function lookSection(look: PortalLook, lang: Lang): Html {
  const drawn = langs.map((each) => {
    const { brand, menus, foot } = frameOf(look, each);
    const title = each === 'ar' ? words.lookIn : words.lookInEnglish;
    return html`<h3>${title[lang]}</h3>
      <div class="look" lang="${each}" dir="${dir(each)}" inert>
        <div class="top"><div class="wrap">${raw(brand)}${raw(menus[look.topBar.length] ?? '')}</div></div>
        ${raw(foot)}
      </div>`;
  });
  return html`<section class="card">
    <h2>${words.look[lang]}</h2>
    ${drawn}
  </section>`;
}

function messageSection({ application, texts }: PreviewedMessage, lang: Lang): Html {
  const of =
    application === null
      ? html`${words.smsExample[lang]}`
      : put(words.smsOf[lang], {
          reference: html`<a href="/${lang}/staff/applications/${application.id}"
            >${bdi(application.reference)}</a
          >`,
        });
  const phones = texts.map(
    ({ lang: each, text, parts }) =>
      html`<div>
        <p class="sms" lang="${each}" dir="${dir(each)}">${text}</p>
        <p class="quiet">
          ${put(words.smsParts[lang], {
            parts: bdi(String(parts.parts)),
            units: bdi(String(parts.units)),
            most: bdi(String(parts.perPart * parts.parts)),
            encoding: bdi(parts.encoding),
          })}
        </p>
        ${parts.parts > 1 && html`<p><span class="tag warn">${words.smsLong[lang]}</span></p>`}
      </div>`,
  );
  return html`<section class="card">
    <h2>${words.sms[lang]}</h2>
    <p>${of}</p>
    <div class="before-after">${phones}</div>
  </section>`;
}

function rehearsalSection(rehearsed: Rehearsed, service: Service | null, lang: Lang): Html {
  const counted = (Object.entries(rehearsed.counts) as [Difference, number][]).filter(
    ([, count]) => count > 0,
  );
  return html`<section class="card" id="rehearsal">
    <h2>${words.rehearsal[lang]}</h2>
    <p>
      ${put(words.rehearsalLead[lang], {
        count: bdi(String(rehearsed.judged)),
        day: day(rehearsed.since.toString(), lang),
      })}
    </p>
    ${
      counted.length === 0
        ? html`<p><b>${words.rehearsalNone[lang]}</b></p>`
        : html`<dl class="kv">
            ${counted.map(
              ([kind, count]) =>
                html`<div>
                  <dt>${differenceWords[kind][lang]}</dt>
                  <dd>${bdi(String(count))}</dd>
                </div>`,
            )}
          </dl>`
    }
    ${rehearsed.isCut && notice({ tone: 'warn', title: words.rehearsalCut[lang], body: html`` })}
    ${rehearsed.unknown > 0 && html`<p>${put(words.rehearsalUnknown[lang], { count: bdi(String(rehearsed.unknown)) })}</p>`}
    <p class="quiet">${words.rehearsalHonest[lang]}</p>
    ${rehearsed.flipped.length > 0 && flippedTable(rehearsed.flipped, service, lang)}
  </section>`;
}

function flippedTable(flipped: readonly Flipped[], service: Service | null, lang: Lang): Html {
  const title = words.rehearsalListed[lang].replace('{count}', '50');
  const heads = [words.reference, words.permit, words.submitted, words.before, words.after].map(
    (text) => html`<th scope="col">${text[lang]}</th>`,
  );
  const rows = flipped.map(
    (each) =>
      html`<tr>
        <th scope="row" data-label="${words.reference[lang]}">
          <a href="/${lang}/staff/applications/${each.id}">${bdi(each.reference)}</a>
        </th>
        <td data-label="${words.permit[lang]}">${bdi(each.label ?? '–')}</td>
        <td data-label="${words.submitted[lang]}">${day(each.day, lang)}</td>
        <td data-label="${words.before[lang]}">${said(each.before, each.differences, service, lang)}</td>
        <td data-label="${words.after[lang]}">
          ${said(each.after, each.differences, service, lang)}${each.differences.includes('choice-gone') && html` ${words.choiceGone[lang]}`}
        </td>
      </tr>`,
  );
  return html`<h3>${title}</h3>
    <section class="scroll" aria-label="${title}" tabindex="0">
      <table class="queue settings">
        <thead>
          <tr>
            ${heads}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </section>`;
}

/** What of an outcome is different, in words. */
function said(
  outcome: Outcome | null,
  differences: readonly Difference[],
  service: Service | null,
  lang: Lang,
): Html {
  if (outcome === null) return html`${words.nothing[lang]}`;
  const { refused, until, fee, promisedOn } = outcome;
  if (refused !== null)
    return html`<span class="tag stop">${service?.text[lang].refusals[refused]?.title ?? refused}</span>`;
  const flips = differences.includes('now-refused') || differences.includes('now-allowed');
  const parts = [
    ...(flips ? [html`<span class="tag good">${words.allowed[lang]}</span>`] : []),
    ...(differences.includes('other-end') && until !== null
      ? [put(words.endsOn[lang], { day: day(until, lang) })]
      : []),
    ...(differences.includes('other-fee')
      ? [put(words.feeOf[lang], { fee: html`${showMoney(fee, lang)}` })]
      : []),
    ...(differences.includes('other-promise')
      ? [put(words.promised[lang], { day: day(promisedOn, lang) })]
      : []),
  ];
  return separated(parts, lang === 'ar' ? '، ' : ', ');
}
