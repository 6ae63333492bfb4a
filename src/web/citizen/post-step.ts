import { answerStep, lookUpActions } from '../../engine/applications/answer-step.ts';
import { openStep } from '../../engine/applications/continue-draft.ts';
import { codeActions, provePhone } from '../../engine/applications/prove-phone.ts';
import { submitApplication } from '../../engine/applications/submit-application.ts';
import { isUuid, readForm } from '../http/form.ts';
import { Refused } from '../http/refusals.ts';
import { words } from './words.ts';
import type { FastifyRequest } from 'fastify';
import type { CodeAction } from '../../engine/applications/prove-phone.ts';
import type { Context, Visitor } from '../../engine/context.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { StepExtras } from './draw-step.ts';
import type { StepView } from './step-view.ts';

/** What a form of a step leads to: another room, or the same page with what is wrong. */
export type Posted =
  | { kind: 'go'; to: string }
  | { kind: 'again'; status: number; retryAfter: number | null; view: StepView; extras: StepExtras };

type Place = Pick<StepView, 'service' | 'step' | 'lang' | 'place'>;

/** Reads the form of a step, has the engine do what it asks for, and says what follows. */
export async function postStep(
  ctx: Context,
  visitor: Visitor,
  request: FastifyRequest,
  place: Place,
): Promise<Posted> {
  const { service, step, lang } = place;
  const asks = step.kind === 'lookUp' || step.kind === 'ask' ? step.asks : [];
  const ofKind = { lookUp: ['action'], ask: [], prove: ['code', 'action', 'work'], readBack: [] }[step.kind];
  const { sent, strange } = readForm(request, ['draft', ...asks, ...ofKind]);
  const draftId = readDraftId(sent['draft'] ?? '');
  if (strange) return strangeForm(ctx, visitor, place, sent, asks);
  const id = draftId ?? (await draftInHand(ctx, visitor, place));

  switch (step.kind) {
    case 'lookUp':
    case 'ask': {
      const action = lookUpActions.find((each) => each === sent['action']) ?? null;
      const result = await answerStep(ctx, visitor, { service, step, lang, draftId: id, sent, action });
      if (result.kind === 'go') return go(result.step);
      if (result.kind === 'submitted') return go('done');
      if (result.kind === 'not-yet') return go(firstOf(service));
      const view = { ...place, draft: result.draft, walk: result.walk, problems: {}, general: [] };
      if (result.kind === 'invalid') return again(422, { ...view, problems: result.problems });
      return again(429, view, { limited: true }, result.retryAfter);
    }
    case 'prove': {
      const { code: typed = '', work = '' } = sent;
      const action = readAction(sent['action'] ?? '');
      const result = await provePhone(ctx, visitor, {
        service,
        step,
        lang,
        draftId: id,
        action,
        typed,
        work,
      });
      if (result.kind === 'go') return go(result.step);
      if (result.kind === 'submitted') return go('done');
      if (result.kind === 'not-yet') return go(firstOf(service));
      const { draft, walk, problem } = result;
      const wait = 'seconds' in problem ? problem.seconds : null;
      const extras = { wrongCode: { problem, typed: typed.slice(0, 4000) } };
      return again(
        wait === null ? 422 : 429,
        { ...place, draft, walk, problems: {}, general: [] },
        extras,
        wait,
      );
    }
    case 'readBack': {
      const result = await submitApplication(ctx, visitor, { service, lang, draftId: id });
      if (result.kind === 'go') return go(result.step);
      if (result.kind === 'limited') return limitedAtSubmitting(ctx, visitor, place, result.retryAfter);
      return go(result.kind === 'submitted' ? 'done' : firstOf(service));
    }
  }
}

/** A form with fields that we do not know: nothing is kept, and what was typed is shown again. */
async function strangeForm(
  ctx: Context,
  visitor: Visitor,
  place: Place,
  sent: Record<string, string>,
  asks: readonly string[],
): Promise<Posted> {
  const opened = await openStep(ctx, visitor, place);
  if (opened.kind !== 'open') throw new Refused('bad-form');
  const typed = Object.fromEntries(asks.map((name) => [name, (sent[name] ?? '').slice(0, 4000)]));
  const draft = { ...opened.draft, typed: { ...opened.draft.typed, ...typed } };
  return again(400, {
    ...place,
    draft,
    walk: opened.walk,
    problems: {},
    general: [words.strangeForm[place.lang]],
  });
}

/** The register answers again, and there were too many wrong look-ups: what was entered is kept. */
async function limitedAtSubmitting(
  ctx: Context,
  visitor: Visitor,
  place: Place,
  retryAfter: number,
): Promise<Posted> {
  const opened = await openStep(ctx, visitor, place);
  if (opened.kind !== 'open') return go(opened.kind === 'submitted' ? 'done' : opened.step);
  const { draft, walk } = opened;
  const general = [`${words.limited[place.lang]}. ${words.limitedNext[place.lang]}`];
  return again(429, { ...place, draft, walk, problems: {}, general }, {}, retryAfter);
}

/** The draft that a form without a readable id means: the one in hand, or a new one. */
async function draftInHand(ctx: Context, visitor: Visitor, place: Place): Promise<string> {
  const opened = await openStep(ctx, visitor, place);
  if (opened.kind === 'open') return opened.draft.id;
  throw new Refused('bad-form');
}

function readDraftId(text: string): string | null {
  return isUuid(text) ? text : null;
}

/** An unknown action, or none, is the plain one: check the code. */
function readAction(text: string): CodeAction {
  return codeActions.find((action) => action === text) ?? 'check';
}

function firstOf(service: Service): string {
  return service.journey[0]?.name ?? '';
}

function go(to: string): Posted {
  return { kind: 'go', to };
}

function again(
  status: number,
  view: StepView,
  extras: StepExtras = {},
  retryAfter: number | null = null,
): Posted {
  return { kind: 'again', status, retryAfter, view, extras };
}
