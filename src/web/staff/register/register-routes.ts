import { readInspections } from '../../../engine/inspections/read-inspections.ts';
import { lookElsewhere, numberFields } from '../../../engine/registers/office/look-elsewhere.ts';
import { openContractor } from '../../../engine/registers/office/open-contractor.ts';
import { openPermit } from '../../../engine/registers/office/open-permit.ts';
import { searchRegister } from '../../../engine/registers/office/search-register.ts';
import { isOurs, readRemembered } from '../../../engine/registers/office/where-register.ts';
import { readForm } from '../../http/form.ts';
import { Refused } from '../../http/refusals.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { actRoutes } from './act-routes.ts';
import { contractorPage } from './contractor-page.ts';
import { elsewherePage } from './elsewhere-page.ts';
import { importRoutes } from './import-routes.ts';
import { permitPage } from './permit-page.ts';
import { words } from './register-words.ts';
import { idOf, readId } from './row-id.ts';
import { emptySearch, searchPage } from './search-page.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ElsewhereResult, ThreeNumbers } from '../../../engine/registers/office/look-elsewhere.ts';
import type { Web } from '../../http/web.ts';
import type { Inside } from '../frame/staff-route.ts';

const noNumbers: ThreeNumbers = { contractorNumber: '', permitNumber: '', permitYear: '' };

/** The register in the office: its search, a contractor, a permit, what is done to them, and the imports. */
export function registerRoutes(app: FastifyInstance, web: Web): void {
  staffRoute(app, web, {
    method: 'GET',
    path: '/register',
    rule: 'register.read',
    handler: async (visit) => {
      if (!isOurs(web.ctx)) return showElsewhere(web, visit, noNumbers, null);
      const today = (await web.ctx.settings.now()).today.toString();
      return sendStaffPage(web, visit, searchPage({ ...emptySearch, today }, visit.actor, visit.lang));
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/register',
    rule: 'register.read',
    handler: (visit) => (isOurs(web.ctx) ? search(web, visit) : askElsewhere(web, visit)),
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/register/contractors/:id',
    rule: 'register.read',
    handler: async (visit) => {
      const query = visit.request.query as Record<string, unknown>;
      const pages = {
        permitsAfter: readId(query['permits']),
        applicationsBefore: readId(query['applications']),
      };
      const view = await openContractor(web.ctx, idOf(visit), pages);
      if (view === null) throw new Refused('not-found');
      const inspections = await readInspections(web.ctx, { contractor: view.contractor.id });
      return sendStaffPage(web, visit, contractorPage(view, pages, inspections, visit.actor, visit.lang));
    },
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/register/permits/:id',
    rule: 'register.read',
    handler: async (visit) => {
      const view = await openPermit(web.ctx, idOf(visit));
      if (view === null) throw new Refused('not-found');
      const { number, year } = view.permit;
      const inspections = await readInspections(web.ctx, { permit: { number, year } });
      return sendStaffPage(web, visit, permitPage(view, inspections, visit.actor, visit.lang));
    },
  });

  actRoutes(app, web);
  importRoutes(app, web);
}

async function search(web: Web, visit: Inside): Promise<FastifyReply> {
  const { actor, lang, request } = visit;
  const { sent, strange } = readForm(request, ['search', 'word', 'id']);
  if (strange) throw new Refused('bad-form');
  const typed = (sent['search'] ?? '').trim().slice(0, 200);
  const id = readId(sent['id']);
  const after = id === null ? null : { word: (sent['word'] ?? '').slice(0, 200), id };
  const today = (await web.ctx.settings.now()).today.toString();
  const result = await searchRegister(web.ctx, typed, after);
  if (result.kind === 'found')
    return sendStaffPage(web, visit, searchPage({ ...emptySearch, typed, result, today }, actor, lang));
  const errors = { fields: [{ name: 'search' as const, text: words.empty[lang] }], general: [] };
  const page = searchPage({ typed, result: null, errors, today }, actor, lang);
  return sendStaffPage(web, visit, { status: 422, ...page });
}

async function askElsewhere(web: Web, visit: Inside): Promise<FastifyReply> {
  const { sent, strange } = readForm(visit.request, numberFields);
  if (strange) throw new Refused('bad-form');
  const cut = (name: string) => (sent[name] ?? '').slice(0, 100);
  const typed = {
    contractorNumber: cut('contractorNumber'),
    permitNumber: cut('permitNumber'),
    permitYear: cut('permitYear'),
  };
  return showElsewhere(web, visit, typed, await lookElsewhere(web.ctx, typed));
}

async function showElsewhere(
  web: Web,
  visit: Inside,
  typed: ThreeNumbers,
  result: ElsewhereResult | null,
): Promise<FastifyReply> {
  const remembered = await readRemembered(web.ctx);
  const page = elsewherePage({ typed, result, remembered }, visit.actor, visit.lang);
  return sendStaffPage(web, visit, { status: result?.kind === 'invalid' ? 422 : 200, ...page });
}
