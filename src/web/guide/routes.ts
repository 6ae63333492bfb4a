import { sendPage } from '../http/pages.ts';
import { Refused } from '../http/refusals.ts';
import { langOf, serviceOf } from '../http/web.ts';
import { guidePage, guidesPage } from './guide-pages.ts';
import { openGuidePdfs } from './guide-pdfs.ts';
import { loadPictures } from './kept-guide.ts';
import { sendGuidePdf, sendPicture } from './send.ts';
import { guideOf } from './service-guide.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../http/web.ts';
import type { GuidePictures } from './kept-guide.ts';

type At = { Params: { lang: string } };
type OfService = At & { Params: { service: string } };

/** The guides: all of them, that of each service, its pictures, and the guide to print. */
export function guideRoutes(app: FastifyInstance, web: Web): void {
  const { services, documents } = web.ctx;
  const withGuide = services.filter(({ guide }) => guide !== null);
  const pictures = new Map(withGuide.map(({ slug, guide }) => [slug, loadPictures(guide ?? '')]));
  const pdf = openGuidePdfs(documents.typesetter);

  app.get<At>('/:lang/guide', async (request, reply) => {
    const lang = langOf(request.params);
    const look = await web.look();
    const content = guidesPage(withGuide, look.settings, lang);
    return sendPage(request, reply, look, { lang, path: '/guide', ...content });
  });

  app.get<OfService>('/:lang/guide/:service', async (request, reply) => {
    const { service, lang } = serviceOf(web, request.params);
    const look = await web.look();
    const guide = guideOf(service, look.settings, lang, documents.origin);
    const content = guidePage(service, guide, picturesOf(pictures, service.slug), lang);
    return sendPage(request, reply, look, { lang, path: `/guide/${service.slug}`, ...content });
  });

  app.get<OfService>('/:lang/guide/:service/pdf', async (request, reply) => {
    const { service, lang } = serviceOf(web, request.params);
    const own = picturesOf(pictures, service.slug);
    const { settings } = await web.look();
    const guide = guideOf(service, settings, lang, documents.origin);
    const file = await pdf({ name: service.slug, guide, pictures: own, lang, settings });
    return sendGuidePdf(reply, `${service.slug}-guide-${lang}`, file);
  });

  app.get<OfService & { Params: { file: string } }>(
    '/:lang/guide/:service/pictures/:file',
    async (request, reply) => {
      const { service } = serviceOf(web, request.params);
      return sendPicture(reply, picturesOf(pictures, service.slug), request.params.file, 'public');
    },
  );
}

function picturesOf(known: ReadonlyMap<string, GuidePictures>, slug: string): GuidePictures {
  const pictures = known.get(slug);
  if (pictures === undefined) throw new Refused('not-found');
  return pictures;
}
