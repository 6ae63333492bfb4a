import { openReport } from '../../../engine/registers/tasks/open-report.ts';
import { readTask, steerTask } from '../../../engine/registers/tasks/steer-task.ts';
import { isInterrupted, isMoving } from '../../../engine/registers/tasks/task.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { words } from './import-words.ts';
import { idOf } from './row-id.ts';
import { optionFields, readOptions } from './task-options.ts';
import { taskPage } from './task-page.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Steering } from '../../../engine/registers/tasks/steer-task.ts';
import type { RegisterTask } from '../../../engine/registers/tasks/task.ts';
import type { Web } from '../../http/web.ts';
import type { Inside } from '../frame/staff-route.ts';

/** After how many seconds a page of something that moves is loaded again. */
const renewEvery = 2;

/** One file on its way into the register, or one undoing: where it stands, its report, and what is done with it. */
export function taskRoutes(app: FastifyInstance, web: Web): void {
  const path = '/register/files/:id';
  staffRoute(app, web, {
    method: 'GET',
    path,
    rule: 'register.read',
    handler: (visit) => show(web, visit, 200, null),
  });

  staffRoute(app, web, {
    method: 'GET',
    path: `${path}/report`,
    rule: 'register.read',
    handler: async (visit) => {
      const report = await openReport(web.ctx, visit.actor, idOf(visit));
      if (report === null) throw new Refused('not-found');
      return visit.reply
        .type('text/csv; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="register-report-${idOf(visit)}.csv"`)
        .send(report);
    },
  });

  for (const what of ['confirm', 'discard', 'retry'] as const)
    staffRoute(app, web, {
      method: 'POST',
      path: `${path}/${what}`,
      rule: 'register.import',
      handler: (visit) => {
        if (readForm(visit.request, []).strange) throw new Refused('bad-form');
        return steer(web, visit, { what });
      },
    });

  staffRoute(app, web, {
    method: 'POST',
    path: `${path}/options`,
    rule: 'register.import',
    handler: async (visit) => {
      const task = await taskOf(web, visit);
      const { sent, strange } = readForm(visit.request, optionFields);
      const options = strange ? null : readOptions(sent, task);
      if (options === null) throw new Refused('bad-form');
      return steer(web, visit, { what: 'options', options });
    },
  });
}

async function taskOf(web: Web, visit: Inside): Promise<RegisterTask> {
  const task = await readTask(web.ctx, idOf(visit));
  if (task === null) throw new Refused('not-found');
  return task;
}

async function steer(web: Web, visit: Inside, steering: Steering): Promise<FastifyReply> {
  const id = idOf(visit);
  const result = await steerTask(web.ctx, visit.actor, id, steering);
  switch (result.kind) {
    case 'done':
      return sendOn(visit.reply, `/${visit.lang}/staff/register/files/${id}`);
    case 'not-now':
      return show(web, visit, 409, words.notNow[visit.lang]);
    case 'not-found':
      throw new Refused('not-found');
    case 'not-allowed':
      throw new Refused('not-allowed');
  }
}

async function show(web: Web, visit: Inside, status: number, message: string | null): Promise<FastifyReply> {
  const task = await taskOf(web, visit);
  // The header of a page does what its markup could: no script is needed. What seems interrupted may only be slow.
  if (visit.request.method === 'GET' && (isMoving(task) || isInterrupted(task)))
    void visit.reply.header('refresh', String(isMoving(task) ? renewEvery : 10 * renewEvery));
  return sendStaffPage(web, visit, { status, ...taskPage(task, message, visit.actor, visit.lang) });
}
