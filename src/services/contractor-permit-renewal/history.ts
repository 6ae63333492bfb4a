import { permitSubject } from '../../engine/define/register.ts';
import { demoPermits } from './examples.ts';
import type { DemoApplication } from '../../engine/define/history.ts';

const count = 60;
const days = 75;

const reasons = ['unfinished', 'weather', 'unfinished', 'materials', 'conflict', 'change-order', 'stopped'];
const refusals = ['works-finished', 'conditions', 'not-reinstated', 'not-holder'];
/** Working days until the decision: most in the promised two, some later. */
const waits = [1, 0, 2, 1, 2, 1, 3, 2, 1, 4, 2, 1, 0, 2, 6];
const answers = [5, 4, 5, 3, 4, 5, 4, 2, 5, 4];
const comments = [
  'الخدمة سهلة وأسرع من زيارة المكتب.',
  'وصلت الرسالة قبل أن أفتح الصفحة.',
  'أتمنى أن يصل القرار في اليوم نفسه.',
];

/** About 60 renewals of the last weeks, made up and all decided; the same day gives the same ones. */
export function demoHistory(today: Temporal.PlainDate): DemoApplication[] {
  const permits = demoPermits(today).filter(
    ({ suspendedOn, withdrawnOn }) => suspendedOn === null && withdrawnOn === null,
  );
  const used = new Set<string>();
  return Array.from({ length: count }, (_, index): DemoApplication | null => {
    const submittedOn = today.subtract({
      days: 12 + Math.round((index * (days - 12)) / count) + (index % 3),
    });
    // One that ended about then, and is long over by today.
    const permit = permits.find(({ validUntil, permitNumber, permitYear }) => {
      const left = submittedOn.until(Temporal.PlainDate.from(validUntil)).days;
      return left >= -10 && left <= 28 && !used.has(`${permitYear}/${permitNumber}`);
    });
    if (!permit) return null;
    const { contractorNumber, contractorName, permitNumber, permitYear, validUntil } = permit;
    used.add(`${permitYear}/${permitNumber}`);
    const ends = Temporal.PlainDate.from(validUntil);
    const phone = `+9627900010${String(index).padStart(2, '0')}`;
    return {
      answers: {
        contractorNumber: String(contractorNumber),
        permitNumber: String(permitNumber),
        permitYear: String(permitYear),
        reason: pick(reasons, index),
        details: '',
        phone,
      },
      found: {
        subject: permitSubject(permit),
        name: contractorName,
        label: `${permitNumber} / ${permitYear}`,
        phone: null,
        shown: {
          contractorName: { kind: 'text', text: contractorName },
          endsOn: { kind: 'date', date: ends.toString() },
          wouldEndOn: { kind: 'date', date: ends.add({ days: 30 }).toString() },
        },
      },
      phone,
      submittedOn,
      submittedMinute: 8 * 60 + ((index * 53) % 720),
      decidedAfter: pick(waits, index),
      decidedMinute: 20 * 60 + 15 + ((index * 7) % 60),
      refusedFor: index % 7 === 3 ? pick(refusals, Math.floor(index / 7)) : null,
      satisfaction:
        index % 3 === 2
          ? null
          : { answer: pick(answers, index), comment: index % 12 === 4 ? pick(comments, index / 12) : '' },
    };
  }).filter((each) => each !== null);
}

function pick<Value>(list: readonly [Value, ...Value[]] | readonly Value[], index: number): Value {
  const found = list[Math.floor(index) % list.length];
  if (found === undefined) throw new RangeError('the list is empty');
  return found;
}
