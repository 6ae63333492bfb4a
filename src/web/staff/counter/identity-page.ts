import { papers } from '../../../engine/journey/draft.ts';
import { stepPage } from '../../citizen/step-view.ts';
import { button } from '../../ui/button.ts';
import { checkBox } from '../../ui/check-box.ts';
import { field } from '../../ui/field.ts';
import { html } from '../../ui/html.ts';
import { keyValues } from '../../ui/key-values.ts';
import { radioGroup } from '../../ui/radio-group.ts';
import { select } from '../../ui/select.ts';
import { paperWords, words } from './counter-words.ts';
import type { IdentityProblems, SeenAtCounter } from '../../../engine/applications/identify-person.ts';
import type { ProveStep } from '../../../engine/define/journey.ts';
import type { CounterProof, Draft } from '../../../engine/journey/draft.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { PageContent } from '../../http/pages.ts';
import type { Html } from '../../ui/html.ts';
import type { StepView } from '../../citizen/step-view.ts';

/** The page on which the clerk writes who is there and by which paper they are known. */
export function identityPage(
  view: StepView<ProveStep>,
  typed: SeenAtCounter,
  problems: IdentityProblems,
): PageContent {
  const { lang } = view;
  const wrong = saidOf(problems, lang);
  const common = (name: keyof SeenAtCounter, label: (typeof words)[keyof typeof words]) => {
    const error = wrong.find((each) => each.name === name)?.text;
    return { name, label: label[lang], value: typed[name], lang, ...(error !== undefined && { error }) };
  };
  return stepPage(view, {
    errors: wrong,
    before: html`<p class="lead">${words.personLead[lang]}</p>`,
    form: html`${radioGroup({
        ...common('present', words.present),
        required: true,
        options: [
          { value: 'contractor', text: words.presentContractor[lang] },
          { value: 'representative', text: words.presentRepresentative[lang] },
        ],
      })}
      ${field({ ...common('representative', words.representative), hint: words.representativeHint[lang], kind: 'text', autocomplete: 'off', required: false })}
      ${select({
        ...common('paper', words.paper),
        required: true,
        placeholder: words.choosePaper[lang],
        options: papers.map((value) => ({ value, text: paperWords[value][lang] })),
      })}
      ${field({ ...common('paperWords', words.paperWords), hint: words.paperWordsHint[lang], kind: 'text', autocomplete: 'off', required: false })}
      ${radioGroup({
        ...common('lang', words.lang),
        hint: words.langHint[lang],
        required: true,
        options: [
          { value: 'ar', text: words.arabic[lang] },
          { value: 'en', text: words.english[lang] },
        ],
      })}
      ${checkBox({ ...common('seen', words.seen), hint: words.seenHint[lang], required: true })}
      <p>${button({ text: words.go[lang] })}</p>`,
  });
}

/** What is wrong, in the order of the page. */
function saidOf(problems: IdentityProblems, lang: Lang): { name: keyof SeenAtCounter; text: string }[] {
  const needed = {
    present: words.presentNeeded,
    representative: words.representativeNeeded,
    paper: words.paperNeeded,
    paperWords: words.paperWordsNeeded,
    lang: words.langNeeded,
    seen: words.seenNeeded,
  };
  return (Object.keys(needed) as (keyof SeenAtCounter)[]).flatMap((name) => {
    const problem = problems[name];
    if (problem === undefined) return [];
    return [{ name, text: (problem === 'needed' ? needed[name] : words.tooLong)[lang] }];
  });
}

/** The form as it was filled in before; a new one asks for Arabic and for nothing else. */
export function typedBefore({ proof }: Draft): SeenAtCounter {
  const { counter } = proof;
  if (counter === undefined)
    return { seen: '', paper: '', paperWords: '', present: '', representative: '', lang: 'ar' };
  return {
    // Looked at again when something is changed.
    seen: '',
    paper: counter.paper,
    paperWords: counter.paperWords,
    present: counter.representative === null ? 'contractor' : 'representative',
    representative: counter.representative ?? '',
    lang: counter.lang,
  };
}

/** Who is there and by which paper, in rows: of a draft or of a filing. */
export function identityRows(
  seen: Pick<CounterProof, 'paper' | 'paperWords' | 'representative'>,
  lang: Lang,
): { key: string; value: Html }[] {
  const { paper, representative } = seen;
  return [
    {
      key: words.present[lang],
      value:
        representative === null
          ? html`${words.presentContractor[lang]}`
          : html`${words.presentRepresentative[lang]}: <bdi>${representative}</bdi>`,
    },
    {
      key: words.paper[lang],
      value: paper === 'other' ? html`<bdi>${seen.paperWords}</bdi>` : html`${paperWords[paper][lang]}`,
    },
  ];
}

/** What the read-back of the counter has beside the answers. */
export function identityReadBack(proof: CounterProof, change: string, lang: Lang): Html {
  const language = proof.lang === 'ar' ? words.arabic : words.english;
  const rows = [...identityRows(proof, lang), { key: words.lang[lang], value: html`${language[lang]}` }];
  const link = (about: string) => ({ href: change, text: words.change[lang], about });
  return html`<h2>${words.person[lang]}</h2>
    ${keyValues({ rows: rows.map((row) => ({ ...row, change: link(row.key) })) })}
    <p>${words.readAloud[lang]}</p>`;
}
