import { foldForSearch } from '../../platform/i18n/fold.ts';
import { words as guideWords } from '../guide/words.ts';
import { words } from './words.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { Text } from '../ui/words.ts';

/** Something that people can do here: a card in lists, and what a search may find it by. */
export type Offer = {
  /** The address after the language. */
  path: string;
  title: Text;
  text: Text;
  go: Text;
  /** Folded words of its name, and of what is said about it, in both languages. */
  named: readonly string[];
  about: readonly string[];
};

/** Everything the portal offers: its services, in their order, following an application, checking a document, and the guides. */
export function offersOf(services: readonly Service[]): readonly Offer[] {
  const ofServices = services.map(({ slug, text: { ar, en } }): Offer => {
    const about = [ar, en].flatMap((text) => [
      text.summary,
      text.teaser,
      ...text.keywords,
      ...text.about.what,
    ]);
    return {
      path: `/services/${slug}`,
      title: { ar: ar.name, en: en.name },
      text: { ar: ar.teaser, en: en.teaser },
      go: words.begin,
      named: wordsIn([ar.name, en.name]),
      about: wordsIn(about),
    };
  });
  const track: Offer = {
    path: '/track',
    title: words.trackTitle,
    text: words.trackText,
    go: words.open,
    named: wordsIn(Object.values(words.trackTitle)),
    about: wordsIn([...Object.values(words.trackText), ...Object.values(words.trackKeywords)]),
  };
  const verify: Offer = {
    path: '/verify',
    title: words.verifyTitle,
    text: words.verifyText,
    go: words.open,
    named: wordsIn(Object.values(words.verifyTitle)),
    about: wordsIn([...Object.values(words.verifyText), ...Object.values(words.verifyKeywords)]),
  };
  const guide: Offer = {
    path: '/guide',
    title: guideWords.all,
    text: guideWords.allText,
    go: words.open,
    named: wordsIn(Object.values(guideWords.all)),
    about: wordsIn([...Object.values(guideWords.allText), ...Object.values(guideWords.allKeywords)]),
  };
  return [...ofServices, track, verify, guide];
}

/**
 * What a search means, best first. Every word must be found, in either language, whatever the spelling of hamza, taa
 * marbuta or the article.
 */
export function searchOffers(offers: readonly Offer[], query: string): readonly Offer[] {
  const wanted = wordsIn([query.slice(0, 200)]);
  return offers
    .map((offer) => ({ offer, score: score(offer, wanted) }))
    .filter((each) => each.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map((each) => each.offer);
}

function score({ named, about }: Offer, wanted: readonly string[]): number {
  let total = 0;
  for (const word of wanted) {
    if (named.some((each) => each.startsWith(word))) total += 3;
    else if (about.some((each) => each.startsWith(word))) total += 1;
    else return 0;
  }
  return total;
}

function wordsIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    foldForSearch(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .map(withoutArticle),
  );
}

/** Without the Arabic article, alone or with a preposition: «بالتصريح» is found by «تصريح». */
function withoutArticle(word: string): string {
  const bare = word.replace(/^(?:[وبكف]?ال|لل)/, '');
  return bare.length >= 2 ? bare : word;
}
