import { foldForSearch } from '../../platform/i18n/fold.ts';
import type { Service } from '../../engine/define/define-service.ts';

/**
 * The services that a search means, best first. Every word must be found, in either language, whatever the spelling of
 * hamza, taa marbuta or the article.
 */
export function searchServices(services: readonly Service[], query: string): Service[] {
  const words = foldForSearch(query.slice(0, 200)).split(' ').filter(Boolean).map(withoutArticle);
  if (words.length === 0) return [...services];
  return services
    .map((service) => ({ service, score: score(service, words) }))
    .filter((each) => each.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map((each) => each.service);
}

function score(service: Service, words: readonly string[]): number {
  const named: string[] = [];
  const about: string[] = [];
  for (const text of [service.text.ar, service.text.en]) {
    named.push(...foldForSearch(text.name).split(' ').map(withoutArticle));
    const more = [text.summary, text.teaser, ...text.keywords, ...text.about.what].join(' ');
    about.push(...foldForSearch(more).split(' ').map(withoutArticle));
  }
  let total = 0;
  for (const word of words) {
    const found = named.some((each) => each.startsWith(word))
      ? 3
      : about.some((each) => each.startsWith(word))
        ? 1
        : 0;
    if (found === 0) return 0;
    total += found;
  }
  return total;
}

/** Without the Arabic article, alone or with a preposition: «بالتصريح» is found by «تصريح». */
function withoutArticle(word: string): string {
  const bare = word.replace(/^(?:[وبكف]?ال|لل)/, '');
  return bare.length >= 2 ? bare : word;
}
