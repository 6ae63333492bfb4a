import { cleanText } from '../../platform/i18n/fold.ts';
import { checkValue } from './check-value.ts';
import { mostReasonCharacters } from './change-setting.ts';
import { isSameValue, periodOn, readFirstDay } from './period.ts';
import type { Service } from '../define/define-service.ts';
import type { ValueProblem } from './check-value.ts';
import type { DayProblem, Period } from './period.ts';
import type { OpenedSetting } from './read-settings.ts';

/** What stands in the way of a change before it is asked for. */
export type ChangeProblem =
  | { kind: 'invalid'; problems: ValueProblem[] }
  | { kind: 'invalid-day'; why: DayProblem }
  | { kind: 'invalid-reason'; why: 'empty' | 'too-long' }
  /** It is the value of that day already. */
  | { kind: 'no-difference' };

/** A change held against its setting: everything that stands in its way at once, or what it would change. */
export type Proposal = {
  problems: ChangeProblem[];
  value: unknown;
  /** What holds on its first day without it. */
  before: unknown;
  /** The period that begins after it. */
  next: Period | undefined;
};

/** Looks at a change of the office before it is confirmed. Nothing is changed; `changeSetting` judges again. */
export function checkProposal(
  services: readonly Service[],
  setting: Pick<OpenedSetting, 'key' | 'periods' | 'value'> & { today: Temporal.PlainDate },
  wanted: { value: unknown; from: string; reason: string },
): Proposal {
  const problems: ChangeProblem[] = [];
  const checked = checkValue(services, setting.key, wanted.value);
  if (checked.kind === 'invalid') problems.push({ kind: 'invalid', problems: checked.problems });
  const value = checked.kind === 'fits' ? checked.value : wanted.value;
  const day = readFirstDay(wanted.from, setting.today);
  if (typeof day === 'string') problems.push({ kind: 'invalid-day', why: day });
  const reason = cleanText(wanted.reason, { lines: true });
  if (reason === '') problems.push({ kind: 'invalid-reason', why: 'empty' });
  if (reason.length > mostReasonCharacters) problems.push({ kind: 'invalid-reason', why: 'too-long' });
  if (typeof day === 'string') return { problems, value, before: setting.value, next: undefined };
  // Before the first period a text of the service's own holds, which is today's value then.
  const held = periodOn(setting.periods, day);
  const before = held === undefined ? setting.value : held.value;
  if (checked.kind === 'fits' && isSameValue(value, before)) problems.push({ kind: 'no-difference' });
  return { problems, value, before, next: setting.periods.find(({ from }) => from > day.toString()) };
}
