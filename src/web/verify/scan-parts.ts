import { attributes } from '../ui/attributes.ts';
import { html, join, type Html } from '../ui/html.ts';
import { keyValues } from '../ui/key-values.ts';
import { notice } from '../ui/notice.ts';
import { words } from './words.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Tone } from '../ui/notice.ts';
import type { Text } from '../ui/words.ts';

/** Words with a place for each `{name}`, into which the script puts what it has found. */
function slotted(text: string): Html {
  return join(text.split(/\{(\w+)\}/).map((part, index) => (index % 2 === 0 ? html`${part}` : slot(part))));
}

/** Days and numbers stand left to right and on one line; how long ago is in words. */
function slot(name: string): Html {
  return html`<bdi ${attributes({ dir: name === 'age' ? undefined : 'ltr', 'data-slot': name })}></bdi>`;
}

/** What the script may have to say of a square, in the reader's language; it shows one of them. */
export function verdicts(lang: Lang): Html {
  const say = (name: string, tone: Tone, title: Text, text?: Text) =>
    html`<div data-verdict="${name}" hidden>
      ${notice({ tone, title: title[lang], body: html`${text && html`<p>${slotted(text[lang])}</p>`}` })}
    </div>`;
  return html`${say('checking', 'info', words.checking)}${say('reading', 'info', words.reading)}
  ${say('valid', 'good', words.valid, words.validText)}${say('not-yet', 'warn', words.notYet, words.notYetText)}
  ${say('ended', 'warn', words.ended, words.endedText)}
  ${say('superseded', 'warn', words.superseded, words.supersededText)}
  ${say('withdrawn', 'stop', words.withdrawn, words.withdrawnText)}
  ${say('altered', 'stop', words.altered, words.alteredText)}
  ${say('not-ours', 'stop', words.notOurs, words.notOursText)}
  ${say('unknown-key', 'stop', words.unknownKey, words.unknownKeyText)}
  ${say('no-permit', 'stop', words.noPermit, words.noPermitText)}
  ${say('no-square', 'warn', words.noSquare, words.noSquareText)}
  ${say('no-camera', 'warn', words.noCamera, words.noCameraText)}
  ${say('offline', 'warn', words.offline, words.offlineText)}
  ${say('cannot', 'warn', words.cannot, words.cannotText)}`;
}

/** What stands on the paper, as the square says it. */
export function details(lang: Lang): Html {
  const row = (key: Text, slot: string, dir?: 'ltr') => {
    const given = attributes({ dir, 'data-slot': slot });
    return { key: key[lang], value: html`<bdi ${given}></bdi>` };
  };
  return html`<h2>${words.compare[lang]}</h2>
    ${keyValues({
      rows: [
        row(words.code, 'code', 'ltr'),
        row(words.permit, 'permit', 'ltr'),
        row(words.holder, 'holder'),
        row(words.holderNumber, 'holderNumber', 'ltr'),
        row(words.term, 'term', 'ltr'),
        row(words.from, 'from', 'ltr'),
        row(words.until, 'until', 'ltr'),
      ],
    })}`;
}

/** What an answer of this device alone is worth: how old its list of withdrawn documents is. The script shows one. */
export function listStates(lang: Lang): Html {
  const warn = (state: string, title: Text, text: Text) =>
    html`<div data-list="${state}" hidden>
      ${notice({ tone: 'warn', title: title[lang], body: html`<p>${slotted(text[lang])}</p>` })}
    </div>`;
  return html`<p class="quiet" data-list="fresh" hidden>${slotted(words.listFresh[lang])}</p>
    ${warn('old', words.listOld, words.listOldText)} ${warn('none', words.listNone, words.listNoneText)}
    ${warn('clock', words.clockBehind, words.clockBehindText)}`;
}

/** The same in a line, for when nothing was checked yet. */
export function listLine(lang: Lang): Html {
  const line = (state: string, text: Text) =>
    html`<p class="quiet" data-list="${state}" hidden>${slotted(text[lang])}</p>`;
  return html`<p class="quiet">${words.offlineToo[lang]}</p>
    <p class="quiet" data-list="reading">${words.listReading[lang]}</p>
    ${line('fresh', words.lineFresh)}${line('old', words.lineFresh)}${line('none', words.listNone)}
    ${line('clock', words.clockBehind)}`;
}

/** The camera and the picture. They need the script: without it the code is typed. */
export function scanning(lang: Lang): Html {
  return html`<div class="scan scripted">
    <div class="actions">
      <button type="button" class="btn primary" data-scan>${words.scan[lang]}</button>
      <label class="btn ghost">
        ${words.picture[lang]}
        <input class="vh" type="file" accept="image/*" data-picture />
      </label>
    </div>
    <div data-camera hidden>
      <video muted playsinline></video>
      <p>${words.aim[lang]}</p>
      <button type="button" class="btn ghost">${words.stopScan[lang]}</button>
    </div>
  </div>`;
}
