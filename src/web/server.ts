import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import underPressure from '@fastify/under-pressure';
import Fastify from 'fastify';
import { draftRoutes } from './citizen/draft-routes.ts';
import { journeyRoutes } from './citizen/journey-routes.ts';
import { demoRoutes } from './demo/routes.ts';
import { guideRoutes } from './guide/routes.ts';
import { readableAddress } from './http/address.ts';
import { loadAssets, serveAssets } from './http/assets.ts';
import { limitConnections } from './http/connections.ts';
import { answerRefusals } from './http/error-page.ts';
import { healthRoutes } from './http/health.ts';
import { inboundPath, inboundRoutes } from './inbound/inbound-routes.ts';
import { openLook } from './http/look.ts';
import { assertOurOrigin, portalOrigin } from './http/origin.ts';
import { Refused } from './http/refusals.ts';
import { guardAnswers } from './http/security-headers.ts';
import { cutSlowBodies } from './http/slow-body.ts';
import { openVisitors } from './http/visitor.ts';
import { portalRoutes } from './portal/routes.ts';
import { satisfactionRoutes } from './satisfaction/routes.ts';
import { reminderRoutes } from './reminders/reminder-routes.ts';
import { staffRoutes } from './staff/routes.ts';
import { guardStaffRoutes } from './staff/frame/staff-route.ts';
import { trackRoutes } from './track/routes.ts';
import { verifyAppRoutes } from './verify/app-routes.ts';
import { verifyRoutes } from './verify/verify-routes.ts';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../engine/context.ts';
import type { InboundPlace } from './inbound/inbound-routes.ts';
import type { Health } from './http/health.ts';
import type { Web } from './http/web.ts';

/** What the server must know beside the engine's context. */
export type ServerOptions = {
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  trustProxy: string[];
  /** How long a slow request is waited for; tests are in a hurry. */
  patience?: Patience;
  health: Health;
  /** Who may bring SMS that people write to us; without it there is no such address. */
  inbound?: InboundPlace;
};

/**
 * How long a client may take to send the headers and the whole of a request, and how often that is looked at, in
 * milliseconds. Who sends a byte now and then would hold connections for ever otherwise.
 */
export type Patience = { headers: number; request: number; check: number };

const usualPatience: Patience = { headers: 10_000, request: 20_000, check: 5_000 };

/** How long a file may take that somebody of the office sends: 200 MB over a line of 3 Mbit a second. */
const patienceWithFiles = 600_000;

/** Connections that one address may hold at once: many people may share one behind their mobile network. */
const mostConnections = 400;

/** More than the longest form, less than an attack; a field that is too long for itself still gets its own message. */
const bodyLimit = 512 * 1024;

/** Builds the web server: every room of the portal, and what guards them all. It does not listen yet. */
export async function buildServer(ctx: Context, options: ServerOptions): Promise<FastifyInstance> {
  const { patience = usualPatience } = options;
  const app = Fastify({
    logger: false,
    bodyLimit,
    trustProxy: options.trustProxy.length > 0 ? options.trustProxy : false,
    // Addresses end where Node's limit on headers ends; a long one is not found, by our own page.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16_384 },
    rewriteUrl: ({ url }) => readableAddress(url ?? '/'),
    requestTimeout: patienceWithFiles,
    connectionTimeout: 60_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    http: { headersTimeout: patience.headers, connectionsCheckingInterval: patience.check },
  });
  limitConnections(app.server, mostConnections, ['127.0.0.0/8', '::1', ...options.trustProxy]);
  const secure = ctx.publicUrl?.startsWith('https://') ?? false;
  const assets = loadAssets();
  const web: Web = { ctx, visitors: openVisitors(secure), look: openLook(ctx, assets) };

  guardAnswers(app, secure);
  cutSlowBodies(app, patience.request);
  await app.register(underPressure, {
    maxEventLoopDelay: 1000,
    retryAfter: 5,
    pressureHandler: () => {
      throw new Refused('busy', { retryAfter: 5 });
    },
  });
  await app.register(cookie);
  // Forms are the only way in: other kinds of body are refused before they are read. One route takes files, see its own room.
  app.removeAllContentTypeParsers();
  await app.register(formbody, { bodyLimit });
  answerRefusals(app, web);
  app.addHook('onRequest', (request, _reply, done) => {
    // A gateway is no browser, and shows a secret instead.
    if (request.routeOptions.url === inboundPath) return done();
    if (request.method !== 'GET' && request.method !== 'HEAD')
      assertOurOrigin(request, portalOrigin(ctx, request));
    done();
  });

  guardStaffRoutes(app);
  serveAssets(app, assets);
  healthRoutes(app, options.health);
  if (options.inbound) inboundRoutes(app, ctx, options.inbound);
  if (ctx.demo) demoRoutes(app, web);
  portalRoutes(app, web);
  guideRoutes(app, web);
  trackRoutes(app, web);
  verifyRoutes(app, web);
  verifyAppRoutes(app, web, assets);
  satisfactionRoutes(app, web);
  reminderRoutes(app, web);
  staffRoutes(app, web, assets);
  draftRoutes(app, web);
  journeyRoutes(app, web);
  return app;
}
