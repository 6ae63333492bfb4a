import { Readable } from 'node:stream';
import { readAuditHealth } from '../../../engine/audit/audit-health.ts';
import { openExport } from '../../../engine/audit/export-audit.ts';
import { readAudit } from '../../../engine/audit/read-audit.ts';
import { staffOrigin } from '../../../engine/audit/record.ts';
import { listPeople } from '../../../engine/staff/manage-staff.ts';
import { readForm } from '../../http/form.ts';
import { Refused } from '../../http/refusals.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { auditPage } from './audit-page.ts';
import { readFilter } from './read-filter.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../../http/web.ts';

const entriesOfPage = 50;

/** The audit: to be read and searched, and exported as a whole. Both are recorded in it. */
export function auditRoutes(app: FastifyInstance, web: Web): void {
  staffRoute(app, web, {
    method: 'GET',
    path: '/audit',
    rule: 'audit.read',
    handler: async (visit) => {
      const { lang, actor, request } = visit;
      const { db, auditSigning } = web.ctx;
      const query = request.query as Record<string, unknown>;
      const search = readFilter(query);
      const before = readNumber(query['before']);
      const found =
        search.wrong.length > 0
          ? { entries: [], next: null }
          : await readAudit(db, search.filter, { before: before ?? undefined, limit: entriesOfPage });
      const health = await readAuditHealth(db, auditSigning);
      const people = await listPeople(db);
      const page = auditPage({ search, found, before, health, people }, actor, lang);
      return sendStaffPage(web, visit, { status: search.wrong.length > 0 ? 422 : 200, ...page });
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/audit/export',
    rule: 'audit.read',
    handler: async ({ actor, request, reply }) => {
      if (readForm(request, []).strange) throw new Refused('bad-form');
      const { db, auditSigning, settings } = web.ctx;
      const { today } = await settings.now();
      const file = `audit-${today.toString()}.jsonl`;
      const key = (await auditSigning?.openKey()) ?? null;
      const { lines } = await openExport(db, { origin: staffOrigin(actor), key, file });
      return reply
        .type('application/jsonl; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${file}"`)
        .send(Readable.from(lines, { objectMode: false }));
    },
  });
}

function readNumber(value: unknown): number | null {
  return typeof value === 'string' && /^[1-9][0-9]{0,14}$/.test(value) ? Number(value) : null;
}
