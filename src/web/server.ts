import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import underPressure from '@fastify/under-pressure';
import Fastify from 'fastify';
import { draftRoutes } from './citizen/draft-routes.ts';
import { journeyRoutes } from './citizen/journey-routes.ts';
import { demoRoutes } from './demo/routes.ts';
import { loadAssets, serveAssets } from './http/assets.ts';
import { answerRefusals } from './http/error-page.ts';
import { healthRoutes } from './http/health.ts';
import { openLook } from './http/look.ts';
import { assertOurOrigin } from './http/origin.ts';
import { Refused } from './http/refusals.ts';
import { openVisitors } from './http/visitor.ts';
import { portalRoutes } from './portal/routes.ts';
import { trackRoutes } from './track/routes.ts';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../engine/context.ts';
import type { Health } from './http/health.ts';
import type { Web } from './http/web.ts';

/** What the server must know beside the engine's context. */
export type ServerOptions = {
  /** The portal's origin; `null` takes whatever host a request was sent to, for trying it out. */
  origin: string | null;
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  trustProxy: string[];
  health: Health;
};

/** More than the longest form, less than an attack; a field that is too long for itself still gets its own message. */
const bodyLimit = 512 * 1024;

/** Builds the web server: every room of the portal, and what guards them all. It does not listen yet. */
export async function buildServer(ctx: Context, options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit,
    trustProxy: options.trustProxy.length > 0 ? options.trustProxy : false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 100 },
    requestTimeout: 20_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
  });
  const secure = ctx.publicUrl.startsWith('https://');
  const assets = loadAssets();
  const web: Web = { ctx, visitors: openVisitors(secure), look: openLook(ctx, assets) };

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        mediaSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // The origin of a form's page is how we know our own forms: the referrer stays within the portal, whole.
    referrerPolicy: { policy: 'same-origin' },
    hsts: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
  });
  await app.register(underPressure, {
    maxEventLoopDelay: 1000,
    retryAfter: 5,
    pressureHandler: () => {
      throw new Refused('busy', { retryAfter: 5 });
    },
  });
  await app.register(cookie);
  // Forms are the only way in: other kinds of body are refused before they are read.
  app.removeAllContentTypeParsers();
  await app.register(formbody, { bodyLimit });
  answerRefusals(app, web);
  app.addHook('onRequest', async (request) => assertOurOrigin(request, options.origin));

  serveAssets(app, assets);
  healthRoutes(app, options.health);
  if (ctx.demo) demoRoutes(app, web);
  portalRoutes(app, web);
  trackRoutes(app, web);
  draftRoutes(app, web);
  journeyRoutes(app, web);
  return app;
}
