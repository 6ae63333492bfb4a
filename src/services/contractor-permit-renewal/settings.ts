import { choices, codePolicy, days, fils, sentences, twoPairs } from '../../engine/define/settings.ts';
import type { SettingsOf } from '../../engine/define/settings.ts';

/**
 * What the city decides by date. No public text gives these figures, so none of them stands in code: the demo's
 * values are in `examples.ts` and are the demo's only.
 */
export const settings = {
  window: days('How many days before a permit ends its renewal may be asked for'),
  grace: days('How many days after its end a permit may still be renewed'),
  term: days('How many days a renewal adds, counted from the last day of the term before'),
  fee: fils('Fee of a renewal in fils; 0 for none'),
  'renewal-reasons': choices('The reasons that a contractor may choose from'),
  'refusal-reasons': choices('What a renewal may be refused for'),
  'permit-conditions': sentences('The conditions that stand on a renewed permit'),
  'service-level': days('Working days until a decision is promised'),
  'completion-days': days('Days that a contractor has to complete what was returned to them'),
  'longest-term': days('The longest term that a supervisor may give, in days, counted as those of a renewal'),
  'code-policy': codePolicy('Verification code: on the screen, by SMS, or both, one after the other'),
  'two-pairs-of-eyes': twoPairs(
    'Decisions that one person prepares and another confirms: off, approvals, all',
  ),
};

/** The settings in force on one day, typed. */
export type RenewalSettings = SettingsOf<typeof settings>;
