import { isDone } from '../../../engine/review/many/batch.ts';
import { showDate, showMoment } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { html, join } from '../../ui/html.ts';
import { moment, put } from '../case/case-parts.ts';
import { preparing } from '../case/case-prepared-words.ts';
import { stateWords } from '../case/case-words.ts';
import { lookWords, undoneWords, words } from './many-words.ts';
import type { Service } from '../../../engine/define/define-service.ts';
import type { BatchAction, BatchRow, Done, Forecast, NotDone } from '../../../engine/review/many/batch.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

const day = (text: string, lang: Lang) =>
  /^\d{4}-/.test(text) ? bdi(showDate(Temporal.PlainDate.from(text), lang)) : html`–`;
const time = (iso: string, lang: Lang) => bdi(showMoment(new Date(iso), lang).time);

/** What would happen to a row. */
export function forecastSaid(
  action: BatchAction,
  forecast: Forecast | null,
  services: readonly Service[],
  lang: Lang,
): Html {
  if (forecast === null) return html`<span class="tag">${words.waiting[lang]}</span>`;
  if (forecast.kind === 'cannot')
    return html`<span class="tag stop">${words.cannot[lang]}</span>
      ${notDoneSaid(forecast.why, services, lang)}`;
  const byTwo = forecast.byTwo && html` · ${words.willPrepare[lang]}`;
  const would = html`${willSaid(action, forecast.until, lang)}${byTwo}`;
  if (forecast.kind === 'can') return html`<span class="tag good">${words.can[lang]}</span> ${would}`;
  const why = forecast.why.map((each) => lookWords[each][lang]).join(lang === 'ar' ? '، ' : ', ');
  return html`<span class="tag warn">${words.look[lang]}</span> <b>${why}</b> · ${would}`;
}

function willSaid(action: BatchAction, until: string | null, lang: Lang): Html {
  switch (action) {
    case 'approve':
      return until === null
        ? html`${words.willApprovePlain[lang]}`
        : put(words.willApprove[lang], { until: day(until, lang) });
    case 'refuse':
      return html`${words.willRefuse[lang]}`;
    case 'take':
      return html`${words.willTake[lang]}`;
    case 'release':
      return html`${words.willRelease[lang]}`;
  }
}

/** What became of a row. */
export function outcomeSaid(row: BatchRow, services: readonly Service[], lang: Lang): Html {
  const { outcome, undone, chosen } = row;
  if (!chosen) return html`<span class="quiet">${words.notChosen[lang]}</span>`;
  if (outcome === null) return html`<span class="tag">${words.left[lang]}</span>`;
  if (!isDone(outcome))
    return html`<span class="tag stop">${words.notDone[lang]}</span> ${notDoneSaid(outcome, services, lang)}`;
  if (undone === 'undone') return html`<span class="tag warn">${undoneWords[undone][lang]}</span>`;
  return html`<span class="tag good">${words.done[lang]}</span> ${doneSaid(outcome, lang)}
    ${undone !== null && html`<b>${undoneWords[undone][lang]}</b>`}`;
}

function doneSaid(outcome: Done, lang: Lang): Html {
  switch (outcome.kind) {
    case 'approved':
      return outcome.until === null
        ? html`${words.approvedPlain[lang]}`
        : put(words.approved[lang], { until: day(outcome.until, lang) });
    case 'refused':
      return html`${words.refused[lang]}`;
    case 'prepared':
      return html`${words.prepared[lang]}`;
    case 'taken':
      return put(words.taken[lang], { time: time(outcome.until, lang) });
    case 'released':
      return html`${words.released[lang]}`;
  }
}

/** Why something was not done, or cannot be. */
function notDoneSaid(why: NotDone, services: readonly Service[], lang: Lang): Html {
  switch (why.kind) {
    case 'held':
      return put(words.held[lang], { name: html`<bdi>${why.by}</bdi>`, time: time(why.until, lang) });
    case 'state': {
      const state = html`${stateWords[why.state].text[lang]}`;
      if (why.by === null || why.at === null) return put(words.state[lang], { state });
      const by = { name: html`<bdi>${why.by}</bdi>`, moment: moment(new Date(why.at), lang) };
      return put(words.stateBy[lang], { state, ...by });
    }
    case 'rule': {
      const { outcome } = why;
      const titles = services.map(({ text }) => {
        if (outcome.kind === 'miss') return text[lang].miss.title;
        if (outcome.kind === 'already-open') return text[lang].alreadyOpen.title;
        return text[lang].refusals[outcome.refusal.code]?.title;
      });
      return put(words.rule[lang], { title: html`${titles.find((title) => title !== undefined) ?? ''}` });
    }
    case 'changed': {
      const what = [
        ...(why.register ? [html`${words.changedRegister[lang]}`] : []),
        ...(why.until === null ? [] : [put(words.changedUntil[lang], { until: day(why.until, lang) })]),
        ...(why.events > 0 ? [html`${words.changedEvent[lang]}`] : []),
        ...(why.notes > 0 ? [html`${words.changedNote[lang]}`] : []),
      ];
      const comma = lang === 'ar' ? '، ' : ', ';
      return put(words.changed[lang], {
        what: join(what.map((each, index) => (index === 0 ? each : html`${comma}${each}`))),
      });
    }
    case 'register-down':
      return html`${words.registerDown[lang]}`;
    case 'not-in-hand':
      return html`${words.notInHand[lang]}`;
    case 'own-filing':
      return html`${preparing.ownFiling[lang]}`;
    case 'no-such-reason':
      return html`${words.noSuchReason[lang]}`;
    case 'not-found':
      return html`${words.notFound[lang]}`;
    case 'role':
      return html`${words.role[lang]}`;
  }
}
