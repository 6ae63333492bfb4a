import { shareOf } from '../../engine/figures/figures.ts';
import { answeredOf, answers, satisfiedOf } from '../../engine/satisfaction/satisfaction.ts';
import { bars } from '../ui/bars.ts';
import { bdi } from '../ui/bdi.ts';
import { html, join } from '../ui/html.ts';
import { answerWords, words } from './words.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { MonthOfService } from '../../engine/satisfaction/read-results.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';
import type { Html } from '../ui/html.ts';

/** What people answered, by month and service, for everybody. */
export function resultsPage(
  months: readonly MonthOfService[],
  services: readonly Service[],
  lang: Lang,
): PageContent {
  const main = html`<h1>${words.results[lang]}</h1>
    <p class="lead">${words.resultsLead[lang]}</p>
    ${months.length === 0 && html`<p>${words.noResults[lang]}</p>`}
    ${months.map((month) => oneMonth(month, services, lang))}`;
  return { title: words.results[lang], main, narrow: true };
}

function oneMonth(
  { month, service, counts }: MonthOfService,
  services: readonly Service[],
  lang: Lang,
): Html {
  const day = Temporal.PlainDate.from(month);
  const name = `${String(day.month).padStart(2, '0')}-${day.year}`;
  const all = answeredOf(counts);
  const rows = answers.map((answer) => ({
    label: answerWords[answer][lang],
    count: counts[answer],
    share: shareOf(counts[answer], all),
  }));
  const called = services.find(({ slug }) => slug === service)?.text[lang].name ?? service;
  const title = isolated(words.monthOf[lang], { month: name });
  const share = `${shareOf(satisfiedOf(counts), all) ?? 0}%`;
  return html`<section>
    <h2>${title} <small class="quiet">${called}</small></h2>
    <p>${isolated(words.summary[lang], { share, count: String(all) })}</p>
    ${bars({ title: `${name} ${called}`, heads: { label: words.answer[lang], count: words.count[lang], share: words.share[lang] }, rows, lang })}
  </section>`;
}

/** Words with their numbers, each isolated. */
function isolated(text: string, parts: Readonly<Record<string, string>>): Html {
  return join(
    text.split(/(\{\w+\})/).map((part) => {
      const value = part.startsWith('{') ? parts[part.slice(1, -1)] : undefined;
      return value === undefined ? html`${part}` : bdi(value);
    }),
  );
}
