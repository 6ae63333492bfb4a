import { isolate, showDate } from '../../platform/i18n/dates.ts';
import { completionAddress, completionToken } from './completion-link.ts';
import type { Lang } from '../../platform/i18n/lang.ts';

/** What stands in the text for the link, until the message is sent: the link itself is never stored. */
export const linkPlace = '{link}';

/** The longest message with a link: two parts in Arabic, which has 67 characters in each, and one in Latin letters. */
const mostWithLink: Record<Lang, number> = { ar: 134, en: 160 };

/** How long the key in a link is. */
const tokenLength = 22;

/**
 * The SMS of a return: that something is to be completed, by when, and the link that opens it. Where we do not know under
 * which name we are reached, or the name is too long, it names the status page instead, and is one part.
 */
export function returnedSms(
  lang: Lang,
  reference: string,
  { completeBy }: { completeBy: string },
  origin: string | null,
): string {
  const day = showDate(Temporal.PlainDate.from(completeBy), lang);
  const [shown, by] = lang === 'ar' ? [isolate(reference), isolate(day)] : [reference, day];
  const linked = words[lang].link(shown, by);
  const link = origin === null ? null : completionAddress(origin, lang, 'x'.repeat(tokenLength));
  const fits = link !== null && linked.length - linkPlace.length + link.length <= mostWithLink[lang];
  return fits ? linked : words[lang].plain(shown, by);
}

/** The text as it is sent: with the link of this message. */
export function withLink(
  text: string,
  message: { id: string; lang: Lang },
  { secret, origin }: { secret: string; origin: string },
): string {
  return text.replace(
    linkPlace,
    completionAddress(origin, message.lang, completionToken(secret, message.id)),
  );
}

// The link has a line of its own: nothing around it, and no sign of direction within it, may break it.
const words: Record<Lang, Record<'link' | 'plain', (reference: string, day: string) => string>> = {
  ar: {
    link: (reference, day) => `طلبك ${reference} بحاجة لاستكمال حتى ${day}:\n${linkPlace}`,
    plain: (reference, day) => `طلبك ${reference} بحاجة لاستكمال حتى ${day}. انظر «تتبّع طلب»`,
  },
  en: {
    link: (reference, day) => `Application ${reference} needs completing by ${day}:\n${linkPlace}`,
    plain: (reference, day) =>
      `Application ${reference} needs completing by ${day}. Open "Follow an application".`,
  },
};

/** The SMS after completing: that it arrived, and by when it is decided now. */
export function completedSms(lang: Lang, reference: string, promisedOn: Temporal.PlainDate): string {
  const day = showDate(promisedOn, lang);
  if (lang === 'ar') return `استلمنا ما أكملته في الطلب ${isolate(reference)}. القرار حتى ${isolate(day)}.`;
  return `We received what you completed in ${reference}. Decision by ${day}.`;
}
