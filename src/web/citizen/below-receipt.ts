import { askedToAgree } from '../../engine/reminders/agree.ts';
import { askForReminders } from '../reminders/ask.ts';
import { surveyOf } from '../satisfaction/survey.ts';
import { html } from '../ui/html.ts';
import type { Application } from '../../engine/applications/application.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Web } from '../http/web.ts';
import type { Html } from '../ui/html.ts';

/** What stands below a receipt in the browser that submitted: whether to be reminded, and how it was. */
export async function belowReceipt(
  web: Web,
  service: Service,
  application: Application,
  lang: Lang,
  survey?: Html | null,
): Promise<Html> {
  const asked = await askedToAgree(web.ctx, service, application.id);
  const shown = survey === undefined ? await surveyOf(web, application, 'receipt', lang) : survey;
  return html`${asked && askForReminders(asked, service, application, lang)} ${shown}`;
}
