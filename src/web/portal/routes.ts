import { sendPage } from '../http/pages.ts';
import { langOf, serviceOf } from '../http/web.ts';
import { contactPage, homePage, servicePage, servicesPage } from './pages.ts';
import { searchServices } from './search.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../http/web.ts';

type At = { Params: { lang: string } };

/** The portal's own pages: home, the e-services and their search, the page of each service, contact. */
export function portalRoutes(app: FastifyInstance, web: Web): void {
  const { services } = web.ctx;

  app.get('/', (_request, reply) => reply.redirect('/ar', 302));

  app.get<At>('/:lang', async (request, reply) => {
    const lang = langOf(request.params);
    return sendPage(request, reply, await web.look(), { lang, path: '/', ...homePage(services, lang) });
  });

  app.get<At & { Querystring: { q?: unknown } }>('/:lang/services', async (request, reply) => {
    const lang = langOf(request.params);
    const { q } = request.query;
    const query = typeof q === 'string' ? q.trim().slice(0, 100) : '';
    const content = servicesPage(services, searchServices(services, query), query, lang);
    return sendPage(request, reply, await web.look(), { lang, path: '/services', ...content });
  });

  app.get<At & { Params: { service: string } }>('/:lang/services/:service', async (request, reply) => {
    const { service, lang } = serviceOf(web, request.params);
    const look = await web.look();
    const content = servicePage(service, look.settings, lang, web.ctx.demo);
    return sendPage(request, reply, look, { lang, path: `/services/${service.slug}`, ...content });
  });

  app.get<At>('/:lang/contact', async (request, reply) => {
    const lang = langOf(request.params);
    const look = await web.look();
    return sendPage(request, reply, look, { lang, path: '/contact', ...contactPage(look.settings, lang) });
  });
}
