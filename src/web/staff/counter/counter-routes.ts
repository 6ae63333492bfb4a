import { findFiledOf, readFiled } from '../../../engine/applications/find-filed.ts';
import { forgetDrafts, openStep, whereToGoOn } from '../../../engine/applications/continue-draft.ts';
import { identifyPerson } from '../../../engine/applications/identify-person.ts';
import { readReceipt } from '../../../engine/applications/read-receipt.ts';
import { counterVisitor } from '../../../engine/counter/counter-visitor.ts';
import { findStep, isDone } from '../../../engine/journey/walk.ts';
import { drawStep } from '../../citizen/draw-step.ts';
import { postStep } from '../../citizen/post-step.ts';
import { anew } from '../../citizen/step-view.ts';
import { isUuid, readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { serviceOf } from '../../http/web.ts';
import { html, nothing } from '../../ui/html.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { counterAddress, counterPage, filedPage, journeyPage } from './counter-pages.ts';
import { words } from './counter-words.ts';
import { identityPage, identityReadBack, typedBefore } from './identity-page.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { IdentityProblems, SeenAtCounter } from '../../../engine/applications/identify-person.ts';
import type { Service } from '../../../engine/define/define-service.ts';
import type { ProveStep, Step } from '../../../engine/define/journey.ts';
import type { Draft } from '../../../engine/journey/draft.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { PageContent } from '../../http/pages.ts';
import type { Web } from '../../http/web.ts';
import type { JourneyPlace, StepView } from '../../citizen/step-view.ts';
import type { StepExtras } from '../../citizen/draw-step.ts';
import type { Inside } from '../frame/staff-route.ts';

/** Filing an application for a person who stands there: the journey of the service, in the frame of the office. */
export function counterRoutes(app: FastifyInstance, web: Web): void {
  const { ctx } = web;
  const rule = 'counter.file';
  const step = '/counter/:service/:step';

  staffRoute(app, web, {
    method: 'GET',
    path: '/counter',
    rule,
    handler: async (visit) => {
      const { actor, lang } = visit;
      const visitor = counterVisitor(ctx.secret, actor);
      const services = [];
      for (const service of ctx.services) {
        const place = await whereToGoOn(ctx, visitor, service);
        const last = await readReceipt(ctx, visitor, service);
        const goOn = place && counterAddress(service, lang, place.step.name);
        services.push({ service, goOn, lastFiled: last?.id ?? null });
      }
      return sendStaffPage(web, visit, counterPage(services, actor, lang));
    },
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/counter/receipts/:id',
    rule,
    handler: async (visit) => {
      const { actor, lang, params } = visit;
      const id = params['id'] ?? '';
      if (!/^[1-9][0-9]{0,14}$/.test(id)) throw new Refused('not-found');
      const application = await readFiled(ctx, Number(id));
      const service = ctx.services.find(({ slug }) => slug === application?.service);
      if (application === null || service === undefined) throw new Refused('not-found');
      const { portal } = await web.look();
      const name = portal.name[application.lang];
      return sendStaffPage(web, visit, filedPage(service, application, name, actor, lang));
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/counter/:service/start',
    rule,
    handler: async (visit) => {
      const { service, lang } = serviceAt(web, visit);
      // The unfinished draft is kept: the form that opens begins another.
      return sendOn(visit.reply, `${counterAddress(service, lang, firstOf(service))}?${anew}`);
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/counter/:service/forget',
    rule,
    handler: async (visit) => {
      const { service, lang } = serviceAt(web, visit);
      await forgetDrafts(ctx, counterVisitor(ctx.secret, visit.actor), service);
      return sendOn(visit.reply, `/${lang}/staff/counter`);
    },
  });

  staffRoute(app, web, {
    method: 'GET',
    path: step,
    rule,
    handler: async (visit) => {
      const { service, lang, step } = stepAt(web, visit);
      const visitor = counterVisitor(ctx.secret, visit.actor);
      const begins = step.kind === 'lookUp' && anew in (visit.request.query as object);
      const opened = await openStep(ctx, begins ? null : visitor, { service, step, lang });
      if (opened.kind === 'submitted') return sendOn(visit.reply, `/${lang}/staff/counter`);
      if (opened.kind === 'go') return sendOn(visit.reply, counterAddress(service, lang, opened.step));
      const { draft, unfinished } = opened;
      // Without a visitor, the walk is that of a contractor; an empty draft of the counter walks like one of its own.
      const walk = { ...opened.walk, policy: 'counter' as const };
      const view: StepView = { service, step, lang, draft, walk, problems: {}, general: [] };
      const wentOn = step.kind === 'lookUp' && isDone(step, draft, walk);
      return show(visit, view, 200, { goOn: wentOn ? counterAddress(service, lang, unfinished.name) : null });
    },
  });

  staffRoute(app, web, {
    method: 'POST',
    path: step,
    rule,
    handler: async (visit) => {
      const { service, lang, step } = stepAt(web, visit);
      const visitor = counterVisitor(ctx.secret, visit.actor);
      const draftId = (visit.request.body as Record<string, unknown> | undefined)?.['draft'];
      const goTo = async (room: string): Promise<FastifyReply> => {
        if (room !== 'done') return sendOn(visit.reply, counterAddress(service, lang, room));
        // The receipt of this very draft, and not of whichever was filed last: it is printed and handed over.
        const known = typeof draftId === 'string' && isUuid(draftId);
        const id = known ? await findFiledOf(ctx, visitor, draftId) : null;
        return sendOn(visit.reply, `/${lang}/staff/counter${id === null ? '' : `/receipts/${id}`}`);
      };
      if (step.kind === 'prove') {
        const names = ['seen', 'paper', 'paperWords', 'present', 'representative', 'lang'] as const;
        const { sent, strange } = readForm(visit.request, ['draft', ...names]);
        if (strange || !isUuid(sent['draft'] ?? '')) throw new Refused('bad-form');
        const typed = Object.fromEntries(names.map((name) => [name, sent[name] ?? ''])) as SeenAtCounter;
        const result = await identifyPerson(ctx, visitor, {
          service,
          step,
          draftId: sent['draft'] ?? '',
          sent: typed,
        });
        if (result.kind === 'go') return goTo(result.step);
        if (result.kind === 'submitted') return goTo('done');
        if (result.kind === 'not-yet') return goTo(firstOf(service));
        const { draft, walk, problems } = result;
        const view: StepView = { service, step, lang, draft, walk, problems: {}, general: [] };
        return show(visit, view, 422, {}, { typed, problems });
      }
      const posted = await postStep(ctx, visitor, visit.request, { service, step, lang });
      if (posted.kind === 'go') return goTo(posted.to);
      if (posted.retryAfter !== null) void visit.reply.header('retry-after', posted.retryAfter);
      return show(visit, posted.view, posted.status, posted.extras);
    },
  });

  async function show(
    visit: Inside,
    given: StepView,
    status: number,
    extras: StepExtras,
    identity?: { typed: SeenAtCounter; problems: IdentityProblems },
  ): Promise<FastifyReply> {
    const { service, step, draft, lang } = given;
    const view = { ...given, place: placeOf(service, draft, lang) };
    let content: PageContent;
    if (step.kind === 'prove') {
      const typed = identity?.typed ?? typedBefore(draft);
      content = identityPage({ ...view, step }, typed, identity?.problems ?? {});
    } else content = await drawStep(ctx, (await web.look()).settings, view, extras);
    const path = `/counter/${service.slug}/${step.name}`;
    return sendStaffPage(web, visit, { status, ...journeyPage(content, path, draft, visit.actor, lang) });
  }
}

/** The counter as the place where a journey is walked. */
function placeOf(service: Service, draft: Draft, lang: Lang): JourneyPlace {
  const address = (room: string) => counterAddress(service, lang, room);
  const prove = service.journey.find((step): step is ProveStep => step.kind === 'prove');
  const { counter } = draft.proof;
  return {
    address,
    home: `/${lang}/staff/counter`,
    follow: { href: `/${lang}/staff/queue`, text: words.followIt[lang] },
    prove: { title: words.person[lang], short: words.personShort[lang] },
    beforeDeclaration:
      counter && prove ? html`${identityReadBack(counter, address(prove.name), lang)}` : nothing,
  };
}

function firstOf(service: Service): string {
  return service.journey[0]?.name ?? '';
}

function serviceAt(web: Web, { params, lang }: Inside): { service: Service; lang: Lang } {
  return serviceOf(web, { lang, service: params['service'] ?? '' });
}

function stepAt(web: Web, visit: Inside): { service: Service; lang: Lang; step: Step } {
  const { service, lang } = serviceAt(web, visit);
  const step = findStep(service, visit.params['step'] ?? '');
  if (!step) throw new Refused('not-found');
  return { service, lang, step };
}
