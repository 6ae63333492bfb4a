import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { drawFact } from '../../ui/filled.ts';
import { html } from '../../ui/html.ts';
import { keyValues } from '../../ui/key-values.ts';
import { notice } from '../../ui/notice.ts';
import { moment, put } from '../case/case-parts.ts';
import { errorOf, summaryOf } from '../frame/form-errors.ts';
import { section } from './register-parts.ts';
import { words } from './register-words.ts';
import { numberFields } from '../../../engine/registers/office/look-elsewhere.ts';
import type { ElsewhereResult, ThreeNumbers } from '../../../engine/registers/office/look-elsewhere.ts';
import type { Remembered } from '../../../engine/registers/office/where-register.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** What the page of a register elsewhere shows; null: nothing was asked yet. */
export type ElsewhereView = { typed: ThreeNumbers; result: ElsewhereResult | null; remembered: Remembered };

const wrongOf = {
  contractorNumber: words.contractorNumberWrong,
  permitNumber: words.permitNumberWrong,
  permitYear: words.permitYearWrong,
};

/** A register elsewhere: that it is there, what is remembered of it, and a look-up by the three numbers. */
export function elsewherePage(
  { typed, result, remembered }: ElsewhereView,
  actor: Actor,
  lang: Lang,
): StaffPage {
  const wrong = result?.kind === 'invalid' ? result.fields : [];
  const errors = { fields: wrong.map((name) => ({ name, text: wrongOf[name][lang] })), general: [] };
  const summary = summaryOf(errors, lang);
  const kept =
    remembered.hours === 0
      ? html`${words.rememberedNothing[lang]}`
      : put(words.remembered[lang], {
          hours: bdi(String(remembered.hours)),
          permits: bdi(remembered.permits >= 1000 ? '1000+' : String(remembered.permits)),
        });
  const main = html`${summary}
    <h1>${words.register[lang]}</h1>
    ${notice({
      tone: 'info',
      title: words.elsewhereTitle[lang],
      body: html`<p>${words.elsewhereText[lang]}</p>
        <p>${kept}</p>`,
    })}
    <form method="post" action="/${lang}/staff/register" class="three" role="search" novalidate>
      ${numberFields.map((name) => field({ name, label: words[name][lang], value: typed[name], kind: 'digits', required: true, maxLength: 40, lang, ...errorOf(errors, name) }))}
      <p>${button({ text: words.find[lang] })}</p>
    </form>
    ${result && said(result, lang)}`;
  const permit = result?.kind === 'row' ? result.found.subject : null;
  return {
    path: '/register',
    title: words.register[lang],
    main,
    actor,
    reads: permit === null ? null : { action: 'register.read', subject: permit, data: { elsewhere: true } },
    alert: summary !== false,
  };
}

function said(result: ElsewhereResult, lang: Lang): Html | false {
  switch (result.kind) {
    case 'invalid':
      return false;
    case 'miss':
      return html`<p role="status">${words.miss[lang]}</p>`;
    case 'down':
      return html`<p role="status">${words.down[lang]}</p>`;
    case 'row': {
      const { service, facts, learntAt } = result;
      const rows = Object.entries(service.text[lang].row).flatMap(([name, label]) => {
        const fact = facts[name];
        return fact === undefined ? [] : [{ key: label, value: drawFact(fact, lang) }];
      });
      return section(
        'permit',
        words.permit[lang],
        html`${learntAt && html`<p>${put(words.asOf[lang], { moment: moment(learntAt, lang) })}</p>`}
        ${keyValues({ rows })}`,
      );
    }
  }
}
