import { staffOrigin } from '../../../engine/audit/record.ts';
import { downloadDocument } from '../../../engine/documents/read-document.ts';
import { sendDocument } from '../../http/document.ts';
import { isUuid } from '../../http/form.ts';
import { Refused } from '../../http/refusals.ts';
import { staffRoute } from '../frame/staff-route.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../../http/web.ts';

/** The files of documents, for who may check them. */
export function documentRoutes(app: FastifyInstance, web: Web): void {
  staffRoute(app, web, {
    method: 'GET',
    path: '/documents/:id',
    rule: 'document.check',
    handler: async ({ reply, params, actor }) => {
      const id = params['id'] ?? '';
      const file = isUuid(id) ? await downloadDocument(web.ctx, id, null, staffOrigin(actor)) : null;
      if (file === null) throw new Refused('not-found');
      return sendDocument(reply, file);
    },
  });
}
