import { openJobsOverview, retryJob } from '../../../engine/jobs/look-after-jobs.ts';
import { isUuid, readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { html, nothing } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { jobsPage } from './jobs-page.ts';
import { words } from './jobs-words.ts';
import type { FastifyInstance } from 'fastify';
import type { Web } from '../../http/web.ts';

/** What the system does by itself, and having a job done again that it left. */
export function jobsRoutes(app: FastifyInstance, web: Web): void {
  staffRoute(app, web, {
    method: 'GET',
    path: '/jobs',
    rule: 'job.read',
    handler: async (visit) => {
      const { lang, actor, request } = visit;
      const { said: asked } = request.query as Record<string, unknown>;
      const said =
        asked === 'retried'
          ? notice({ tone: 'good', title: words.retried[lang], body: html`` })
          : asked === 'not-possible'
            ? notice({ tone: 'warn', title: words.notPossible[lang], body: html`` })
            : nothing;
      return sendStaffPage(web, visit, jobsPage(await openJobsOverview(web.ctx), said, actor, lang));
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/jobs/:id/retry',
    rule: 'job.retry',
    handler: async ({ lang, actor, request, reply }) => {
      const { id = '' } = request.params as { id?: string };
      if (readForm(request, []).strange) throw new Refused('bad-form');
      if (!isUuid(id)) throw new Refused('not-found');
      const result = await retryJob(web.ctx, actor, id);
      if (result.kind === 'not-allowed') throw new Refused('not-allowed');
      return sendOn(reply, `/${lang}/staff/jobs?said=${result.kind}`);
    },
  });
}
