import { codeStage } from '../../engine/journey/walk.ts';
import { choicesOf } from '../../engine/settings/of-service.ts';
import { currentScreenCode, screenCodeMinutes } from '../../engine/verification/screen-code.ts';
import { newestCode } from '../../engine/verification/sms-code.ts';
import { newProofOfWork } from '../../platform/screen-code/proof-of-work.ts';
import { askPage } from './ask-page.ts';
import { checkPage } from './check-page.ts';
import { codePage } from './code-page.ts';
import { lookUpPage } from './look-up-page.ts';
import type { CodeProblem } from '../../engine/applications/prove-phone.ts';
import type { Context } from '../../engine/context.ts';
import type { ProveStep } from '../../engine/define/journey.ts';
import type { SettingsToday } from '../../engine/settings/settings.ts';
import type { PageContent } from '../http/pages.ts';
import type { CodeView } from './code-page.ts';
import type { LookUpNotes } from './look-up-page.ts';
import type { StepView } from './step-view.ts';

/** What only some steps show. */
export type StepExtras = Partial<LookUpNotes> & { wrongCode?: { problem: CodeProblem; typed: string } };

/** The page of a step, whatever its kind. */
export async function drawStep(
  ctx: Context,
  settings: SettingsToday,
  view: StepView,
  extras: StepExtras,
): Promise<PageContent> {
  const { step } = view;
  const choices = choicesOf(settings, view.service);
  switch (step.kind) {
    case 'lookUp':
      return lookUpPage({ ...view, step }, choices, {
        goOn: null,
        noCookie: false,
        limited: false,
        ...extras,
      });
    case 'ask':
      return askPage({ ...view, step }, choices);
    case 'prove':
      return codePage({ ...view, step }, await codeView(ctx, { ...view, step }), extras.wrongCode ?? null);
    case 'readBack':
      return checkPage({ ...view, step }, choices);
  }
}

async function codeView(ctx: Context, { step, draft, walk }: StepView<ProveStep>): Promise<CodeView> {
  const phone = draft.answers[step.phone] ?? '';
  const { policy } = walk;
  if (codeStage(draft, phone, policy) === 'sms')
    return {
      stage: 'sms',
      newest: await newestCode(ctx.db.query, draft.id, phone),
      byScreen: policy !== 'sms',
    };
  const expiresAt = new Date(Date.now() + screenCodeMinutes * 60_000);
  const challenge = JSON.stringify(await newProofOfWork(ctx.secret, { expiresAt }));
  return { stage: 'screen', codeId: await currentScreenCode(ctx, draft.id), challenge };
}
