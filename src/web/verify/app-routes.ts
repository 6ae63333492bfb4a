import { dir } from '../../platform/i18n/lang.ts';
import { langOf } from '../http/web.ts';
import { words } from './words.ts';
import type { FastifyInstance } from 'fastify';
import type { Assets } from '../http/assets.ts';
import type { Web } from '../http/web.ts';

type At = { Params: { lang: string } };

/**
 * What makes the page that checks documents an app on a phone: what it is called and looks like, and the worker that keeps it for
 * where there is no network. The worker has a say in that page alone, and in what stands under its address.
 */
export function verifyAppRoutes(app: FastifyInstance, web: Web, assets: Assets): void {
  app.get<At>('/:lang/verify/worker.js', (request, reply) => {
    const lang = langOf(request.params);
    return reply
      .type('text/javascript; charset=utf-8')
      .headers({ 'cache-control': 'no-cache', 'service-worker-allowed': `/${lang}/verify` })
      .send(assets.text('verify-worker.js'));
  });

  app.get<At>('/:lang/verify/manifest.webmanifest', async (request, reply) => {
    const lang = langOf(request.params);
    const { portal } = await web.look();
    const address = `/${lang}/verify`;
    const icon = { src: `${address}/emblem.svg`, type: 'image/svg+xml', sizes: 'any' };
    return reply
      .type('application/manifest+json; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(
        JSON.stringify({
          id: '/verify',
          name: `${words.appName[lang]} · ${portal.name[lang]}`,
          short_name: words.appName[lang],
          lang,
          dir: dir(lang),
          start_url: address,
          scope: address,
          display: 'standalone',
          background_color: '#faf8f3',
          theme_color: '#0b5a4d',
          icons: [icon],
        }),
      );
  });

  app.get<At>('/:lang/verify/emblem.svg', async (request, reply) => {
    langOf(request.params);
    const { portal } = await web.look();
    // Drawn into a page it needs no name of its language; as a file it does.
    const named = portal.emblem.includes('xmlns=')
      ? portal.emblem
      : portal.emblem.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
    return reply.type('image/svg+xml').header('cache-control', 'no-cache').send(named);
  });
}
