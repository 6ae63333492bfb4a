import { join } from 'node:path';
import { drawGuide } from '../../guide/draw-guide.ts';
import { openGuidePdfs } from '../../guide/guide-pdfs.ts';
import { loadPictures } from '../../guide/kept-guide.ts';
import { sendGuidePdf, sendPicture } from '../../guide/send.ts';
import { words as guideWords } from '../../guide/words.ts';
import { linkButton } from '../../ui/button.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { officeGuide } from './office-guide.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../../http/web.ts';

/** Where `npm run guide` puts the pictures of the office's guide. */
export const officeGuideFolder = join(import.meta.dirname, 'kept');

/** The office's guide, for everybody who is signed in: a page, its pictures, and a file to print. */
export function guideRoutes(app: FastifyInstance, web: Web): void {
  const pictures = loadPictures(officeGuideFolder);
  const pdf = openGuidePdfs(web.ctx.documents.typesetter);

  staffRoute(app, web, {
    method: 'GET',
    path: '/guide',
    rule: 'signed-in',
    handler: (visit) => {
      const { lang, actor } = visit;
      const guide = officeGuide(lang);
      const base = `/${lang}/staff/guide`;
      const links = linkButton({ href: `${base}/pdf`, text: guideWords.pdf[lang], kind: 'ghost' });
      const main = drawGuide({ guide, lang, pictures, base: `${base}/pictures` }, links);
      return sendStaffPage(web, visit, {
        path: '/guide',
        title: guide.title,
        main,
        actor,
        styles: ['guide.css'],
        reads: null,
      });
    },
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/guide/pdf',
    rule: 'signed-in',
    handler: async ({ lang, reply }) => {
      const { settings } = await web.look();
      const file = await pdf({ name: 'staff', guide: officeGuide(lang), pictures, lang, settings });
      return sendGuidePdf(reply, `staff-guide-${lang}`, file);
    },
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/guide/pictures/:file',
    rule: 'signed-in',
    handler: ({ params, reply }) => sendPicture(reply, pictures, params['file'] ?? '', 'private'),
  });
}
