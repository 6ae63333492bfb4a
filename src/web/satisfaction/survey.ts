import { decisionOf } from '../../engine/applications/application.ts';
import { readGiven } from '../../engine/satisfaction/give-answer.ts';
import { askSatisfaction } from './ask.ts';
import type { Application } from '../../engine/applications/application.ts';
import type { Moment } from '../../engine/satisfaction/satisfaction.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Web } from '../http/web.ts';
import type { Html } from '../ui/html.ts';
import type { Asking } from './ask.ts';

/** The survey about an application at a moment; nothing as long as there is no decision to be asked about. */
export async function surveyOf(
  web: Web,
  application: Application,
  moment: Moment,
  lang: Lang,
  wrong: Asking['wrong'] = null,
): Promise<Html | null> {
  if (moment === 'decision' && decisionOf(application.events) === null) return null;
  const given = await readGiven(web.ctx, application, moment);
  const { service, reference } = application;
  return askSatisfaction({ moment, service, reference, given, wrong }, lang);
}
