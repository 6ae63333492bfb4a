import { showDate } from '../../platform/i18n/dates.ts';
import { isolated } from './guide.ts';
import { toSet } from './set-guide.ts';
import type { SettingsToday } from '../../engine/settings/settings.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Typesetter } from '../../platform/typeset/typesetter.ts';
import type { Guide } from './guide.ts';
import type { GuidePictures } from './kept-guide.ts';

/** A guide that is to be printed, and by what name it is remembered. */
type Wanted = { name: string; guide: Guide; pictures: GuidePictures; lang: Lang; settings: SettingsToday };

/**
 * Makes the PDF of a guide with the words and settings of the moment, once for each edition of the settings, whoever
 * asks how often.
 * @throws what the typesetter throws; the next one who asks tries again
 */
export function openGuidePdfs(typesetter: Typesetter): (wanted: Wanted) => Promise<Buffer> {
  const made = new Map<string, { edition: number; pdf: Promise<Buffer> }>();
  return ({ name, guide, pictures, lang, settings }) => {
    const key = `${lang} ${name}`;
    const known = made.get(key);
    if (known?.edition === settings.edition) return known.pdf;
    const { today, portal, edition } = settings;
    const pdf = typesetter.pdf(
      toSet(guide, pictures, {
        lang,
        owner: portal['portal.name'].value[lang],
        day: isolated(showDate(today, lang)),
        at: new Date(today.toZonedDateTime('Asia/Amman').epochMilliseconds),
      }),
    );
    made.set(key, { edition, pdf });
    pdf.catch(() => {
      if (made.get(key)?.pdf === pdf) made.delete(key);
    });
    return pdf;
  };
}
