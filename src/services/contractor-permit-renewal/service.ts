import { join } from 'node:path';
import { choice, digits, fromSettings, longText, mobile, year } from '../../engine/define/answers.ts';
import { defineService } from '../../engine/define/define-service.ts';
import { reminds } from '../../engine/define/reminders.ts';
import { ask, lookUp, prove, readBack } from '../../engine/define/journey.ts';
import { demoAnswers, demoPermits, demoSettings } from './examples.ts';
import { renewedPermit } from './permit.ts';
import { demoHistory } from './history.ts';
import { permits } from './register.ts';
import { renewalReview } from './review.ts';
import { settings } from './settings.ts';
import { demoWaiting } from './waiting.ts';
import { ar } from './text.ar.ts';
import { en } from './text.en.ts';
import type { PermitRow } from '../../engine/define/register.ts';

/** تجديد تصريح مقاولين: a contractor asks for a further term of a street-works permit. */
export const contractorPermitRenewal = defineService({
  slug: 'contractor-permit-renewal',
  version: 1,
  text: { ar, en },
  answers: {
    contractorNumber: digits({ max: 10 }),
    permitNumber: digits({ max: 10 }),
    permitYear: year(),
    reason: choice(fromSettings('renewal-reasons')),
    details: longText({ max: 500, neededBy: 'reason' }),
    phone: mobile(),
  },
  settings,
  tells: ({ window, grace, term, fee, 'service-level': serviceLevel }) => ({
    window: { kind: 'days', days: window.value },
    grace: { kind: 'days', days: grace.value },
    term: { kind: 'days', days: term.value },
    fee: { kind: 'money', fils: fee.value },
    serviceLevel: { kind: 'days', days: serviceLevel.value },
  }),
  journey: [
    lookUp('permit', { by: ['contractorNumber', 'permitNumber', 'permitYear'], in: permits }),
    ask('renewal', ['reason', 'details', 'phone']),
    prove('code', { phone: 'phone' }),
    readBack('check'),
  ],
  review: renewalReview,
  issues: renewedPermit,
  reminds: reminds({ endsOn: (permit: PermitRow) => permit.validUntil }),
  person: 'contractorNumber',
  // Five years, as long as a claim about the works may come; a document as long after its last day.
  keep: { draft: 7, application: 1826, document: 1826 },
  guide: join(import.meta.dirname, 'guide'),
  demo: {
    settings: demoSettings,
    permits: demoPermits,
    answers: demoAnswers,
    history: demoHistory,
    waiting: demoWaiting,
  },
});
