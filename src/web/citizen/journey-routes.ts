import { openStep } from '../../engine/applications/continue-draft.ts';
import { readReceipt } from '../../engine/applications/read-receipt.ts';
import { findStep, isDone } from '../../engine/journey/walk.ts';
import { sendOn, sendPage } from '../http/pages.ts';
import { Refused } from '../http/refusals.ts';
import { serviceOf } from '../http/web.ts';
import { belowReceipt } from './below-receipt.ts';
import { donePage } from './done-page.ts';
import { drawStep } from './draw-step.ts';
import { postStep } from './post-step.ts';
import { anew, stepAddress } from './step-view.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Service } from '../../engine/define/define-service.ts';
import type { Step } from '../../engine/define/journey.ts';
import type { Web } from '../http/web.ts';
import type { StepExtras } from './draw-step.ts';
import type { StepView } from './step-view.ts';

type At = { Params: { lang: string; service: string; step: string } };

/**
 * Answers of a step's form are padded to this many characters, address and body together: where it leads to is the only
 * thing that tells a hit of the register from a miss. So many that the length itself is written with three digits.
 */
const paddedTo = 400;

/** The rooms of a journey: its steps, and the receipt. */
export function journeyRoutes(app: FastifyInstance, web: Web): void {
  app.get<At>('/:lang/services/:service/:step', async (request, reply) => {
    const { service, lang } = serviceOf(web, request.params);
    const step = stepOf(service, request.params.step);
    const known = web.visitors.known(request);
    const begins = step.kind === 'lookUp' && anew in (request.query as object);
    const opened = await openStep(web.ctx, begins ? null : known, { service, step, lang });
    if (opened.kind !== 'open')
      return sendOn(reply, stepAddress(service, lang, opened.kind === 'submitted' ? 'done' : opened.step));
    // A browser that we have not met gets its key with the first form, so that what it sends can be kept for it.
    if (known === null) web.visitors.met(request, reply);
    const { draft, walk, unfinished } = opened;
    const wentOn = step.kind === 'lookUp' && isDone(step, draft, walk);
    const view: StepView = { service, step, lang, draft, walk, problems: {}, general: [] };
    return show(request, reply, view, 200, {
      goOn: wentOn ? stepAddress(service, lang, unfinished.name) : null,
      noCookie: known === null && cameFrom(request, stepAddress(service, lang, step.name)),
    });
  });

  app.post<At>('/:lang/services/:service/:step', async (request, reply) => {
    const { service, lang } = serviceOf(web, request.params);
    const step = stepOf(service, request.params.step);
    const visitor = web.visitors.met(request, reply);
    const posted = await postStep(web.ctx, visitor, request, { service, step, lang });
    if (posted.kind === 'go') return sendOn(reply, stepAddress(service, lang, posted.to), paddedTo);
    if (posted.retryAfter !== null) void reply.header('retry-after', posted.retryAfter);
    return show(request, reply, posted.view, posted.status, posted.extras);
  });

  app.get<At>('/:lang/services/:service/done', async (request, reply) => {
    const { service, lang } = serviceOf(web, request.params);
    const visitor = web.visitors.known(request);
    const application = visitor && (await readReceipt(web.ctx, visitor, service));
    if (!application) return sendOn(reply, stepAddress(service, lang, service.journey[0]?.name ?? ''));
    const path = `/services/${service.slug}/done`;
    return sendPage(request, reply, await web.look(), {
      lang,
      path,
      ...donePage(service, application, lang, await belowReceipt(web, service, application, lang)),
    });
  });

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    view: StepView,
    status: number,
    extras: StepExtras,
  ): Promise<FastifyReply> {
    const look = await web.look();
    const content = await drawStep(web.ctx, look.settings, view, extras);
    const path = `/services/${view.service.slug}/${view.step.name}`;
    return sendPage(request, reply, look, { status, lang: view.lang, path, ...content });
  }
}

function stepOf(service: Service, name: string): Step {
  const step = findStep(service, name);
  if (!step) throw new Refused('not-found');
  return step;
}

/** Did the browser come from this page of ours? After our redirect it still names the page of the form. */
function cameFrom(request: FastifyRequest, address: string): boolean {
  const { referer } = request.headers;
  return referer !== undefined && URL.canParse(referer) && new URL(referer).pathname === address;
}
