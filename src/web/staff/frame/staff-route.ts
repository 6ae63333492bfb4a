import { placeOf } from '../../../engine/audit/record.ts';
import { mayNow } from '../../../engine/delegations/lent-right.ts';
import { recordRefusal } from '../../../engine/staff/record-refusal.ts';
import { findSession, stageOf } from '../../../engine/staff/sessions.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { addressOf } from '../../http/visitor.ts';
import { langOf } from '../../http/web.ts';
import { readNext, withNext } from './next-page.ts';
import { readToken } from './token-cookie.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Action } from '../../../engine/staff/roles.ts';
import type { Session } from '../../../engine/staff/sessions.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Web } from '../../http/web.ts';

/**
 * Who may come to a route: `anyone`; whoever is on the way in (`entering`: the password was right); who is `signed-in`,
 * whatever the role; or whose role may do an action, or to whom a delegation lends it.
 */
export type StaffRule = 'anyone' | 'entering' | 'signed-in' | Action;

/** A request to the office, and where it is answered. */
export type Visit = {
  request: FastifyRequest;
  reply: FastifyReply;
  lang: Lang;
  /** The named parts of the address. */
  params: Readonly<Record<string, string>>;
};

/** A visit of somebody whose password was right; what is still asked for says `stageOf`. */
export type Entering = Visit & { session: Session };

/** A visit of somebody who may be here. */
export type Inside = Entering & { actor: Actor };

type Answer<Given> = (visit: Given) => Promise<FastifyReply>;

/** A route of the office; `path` is what follows `/ar/staff`. */
export type StaffRoute = { method: 'GET' | 'POST'; path: string } & (
  | { rule: 'anyone'; handler: Answer<Visit & { session: Session | null }> }
  | { rule: 'entering'; handler: Answer<Entering> }
  | { rule: 'signed-in' | Action; handler: Answer<Inside> }
);

const rules = new WeakMap<FastifyInstance, Map<string, StaffRule>>();

/** The rules of the app; a part of it that has plugins of its own has the app for its prototype. */
function rulesOf(app: FastifyInstance): Map<string, StaffRule> | undefined {
  const own = rules.get(app);
  if (own !== undefined) return own;
  const above: unknown = Object.getPrototypeOf(app);
  return typeof above === 'object' && above !== null ? rulesOf(above as FastifyInstance) : undefined;
}

/** The rule of every route of the office, by method and address: `GET /:lang/staff/people`. */
export function staffRules(app: FastifyInstance): ReadonlyMap<string, StaffRule> {
  return rules.get(app) ?? new Map();
}

/** Lets no route of the office stand that was not declared by `staffRoute`: the process does not start. */
export function guardStaffRoutes(app: FastifyInstance): void {
  const known = new Map<string, StaffRule>();
  rules.set(app, known);
  app.addHook('onRoute', ({ method, url }) => {
    if (!/^\/[^/]+\/staff(?:\/|$)/.test(url)) return;
    for (const each of [method].flat())
      if (!known.has(`${each === 'HEAD' ? 'GET' : each} ${url}`))
        throw new Error(`${each} ${url} has no rule: declare it with staffRoute`);
  });
}

/**
 * Declares a route of the office: who may come, and the answer. Who is not signed in is sent to the sign-in and, after
 * a GET, back here; whose role may not gets the page that says so.
 */
export function staffRoute(app: FastifyInstance, web: Web, route: StaffRoute): void {
  const url = `/:lang/staff${route.path}`;
  rulesOf(app)?.set(`${route.method} ${url}`, route.rule);
  app.route({
    method: route.method,
    url,
    handler: async (request, reply) => {
      const params = request.params as { lang: string } & Record<string, string>;
      const lang = langOf(params);
      const visit: Visit = { request, reply, lang, params };
      const token = readToken(web, request);
      const session = token === '' ? null : await findSession(web.ctx, token);
      if (route.rule === 'anyone') return route.handler({ ...visit, session });
      const next = readNext(request.method === 'GET' ? request.url : '', lang);
      if (session === null) return sendOn(reply, withNext(lang, '/sign-in', next));
      if (route.rule === 'entering') return route.handler({ ...visit, session });
      const stage = stageOf(session);
      if (stage !== 'in') return sendOn(reply, withNext(lang, `/${stage}`, next));
      const { id, name, role } = session.person;
      const place = placeOfRequest(web, request);
      if (route.rule !== 'signed-in' && !(await mayNow(web.ctx, { id, role }, route.rule))) {
        const tried = `${route.method} ${url}`;
        const refused = { subject: id, by: id, place, why: 'role' as const, same: `${id} ${tried}` };
        await recordRefusal(web.ctx, { ...refused, data: { route: tried, right: route.rule } });
        throw new Refused('not-allowed');
      }
      return route.handler({ ...visit, session, actor: { id, name, role, place } });
    },
  });
}

/** From where a request comes, as the audit keeps it. */
export function placeOfRequest(web: Web, request: FastifyRequest): string {
  const known = places.get(request);
  if (known !== undefined) return known;
  const place = placeOf(web.ctx.secret, addressOf(request));
  places.set(request, place);
  return place;
}

/** A page asks for its place twice, and each takes a hash. */
const places = new WeakMap<FastifyRequest, string>();

/** Which browser a person uses, for their session. */
export function userAgentOf(request: FastifyRequest): string {
  return request.headers['user-agent'] ?? '';
}
