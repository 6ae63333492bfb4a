import { drawGuide, drawLine } from './draw-guide.ts';
import { linkButton } from '../ui/button.ts';
import { html } from '../ui/html.ts';
import { keyValues } from '../ui/key-values.ts';
import { serviceCard } from '../ui/service-card.ts';
import { words as portalWords } from '../portal/words.ts';
import { feeLine } from './service-guide.ts';
import { words } from './words.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { SettingsToday } from '../../engine/settings/settings.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';
import type { Guide } from './guide.ts';
import type { GuidePictures } from './kept-guide.ts';

/** All guides, and what each service costs. */
export function guidesPage(services: readonly Service[], settings: SettingsToday, lang: Lang): PageContent {
  const main = html`<h1>${words.all[lang]}</h1>
    <p class="lead">${words.allText[lang]}</p>
    <h2>${portalWords.services[lang]}</h2>
    <div class="cards">
      ${services.map(({ slug, text }) =>
        serviceCard({
          href: `/${lang}/guide/${slug}`,
          title: words.title[lang].replace('{service}', text[lang].name),
          text: text[lang].summary,
          go: portalWords.open[lang],
        }),
      )}
    </div>
    <h2>${words.payTitle[lang]}</h2>
    ${keyValues({
      rows: services.map((service) => ({
        key: service.text[lang].name,
        value: drawLine(feeLine(service, settings, lang)),
      })),
    })}`;
  return { title: words.all[lang], main };
}

/** The guide of a service. */
export function guidePage(service: Service, guide: Guide, pictures: GuidePictures, lang: Lang): PageContent {
  const here = `/${lang}/guide/${service.slug}`;
  const links = html`${linkButton({ href: `/${lang}/services/${service.slug}`, text: words.toService[lang] })}
  ${linkButton({ href: `${here}/pdf`, text: words.pdf[lang], kind: 'ghost' })}`;
  return {
    title: guide.title,
    main: drawGuide({ guide, lang, pictures, base: `${here}/pictures` }, links),
    styles: ['guide.css'],
    backLink: { href: `/${lang}/guide`, text: words.all[lang] },
  };
}
