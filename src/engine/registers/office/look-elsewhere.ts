import { foldNumberText } from '../../../platform/i18n/fold.ts';
import { lookUpOf } from '../../journey/walk.ts';
import { findRow, registerDown } from '../look-up.ts';
import { servicesOfRegister } from './where-register.ts';
import type { Context } from '../../context.ts';
import type { Facts, FoundRow } from '../../define/register.ts';
import type { Service } from '../../define/define-service.ts';

/** The three numbers, as they were typed. */
export type ThreeNumbers = { contractorNumber: string; permitNumber: string; permitYear: string };

/** The fields of a look-up. */
export const numberFields = ['contractorNumber', 'permitNumber', 'permitYear'] as const;

/** What looking a permit up elsewhere ends in. */
export type ElsewhereResult =
  /** `learntAt`: the register does not answer, and this is what it said then. */
  | { kind: 'row'; service: Service; facts: Facts; found: FoundRow; learntAt: Date | null }
  | { kind: 'miss' }
  | { kind: 'down' }
  | { kind: 'invalid'; fields: (keyof ThreeNumbers)[] };

/**
 * Looks a permit up in a register elsewhere, which can be asked by the three numbers only. The office is let in by its right, so
 * misses are not counted as a stranger's are.
 */
export async function lookElsewhere(ctx: Context, typed: ThreeNumbers): Promise<ElsewhereResult> {
  const read = {
    contractorNumber: readNumber(typed.contractorNumber, /^\d{1,10}$/),
    permitNumber: readNumber(typed.permitNumber, /^\d{1,10}$/),
    permitYear: readNumber(typed.permitYear, /^(?:19|2\d)\d{2}$/),
  };
  const fields = numberFields.filter((name) => read[name] === null);
  const [service] = servicesOfRegister(ctx);
  if (fields.length > 0) return { kind: 'invalid', fields };
  if (service === undefined) return { kind: 'miss' };
  const answers = Object.fromEntries(numberFields.map((name) => [name, read[name] ?? '']));
  const step = lookUpOf(service);
  const answer = await findRow(ctx, step, answers, ctx.db.query, { hold: false });
  if (answer === registerDown) return { kind: 'down' };
  const { row, learntAt } = answer;
  if (row === null) return { kind: 'miss' };
  const settings = await ctx.settings.now();
  const context = { today: settings.today, settings: settings.of(service) };
  const facts = service.review.row(row, context);
  return { kind: 'row', service, facts, found: step.register.read(row, context), learntAt };
}

/** A number without zeros in front; null: it is none. */
function readNumber(typed: string, shape: RegExp): string | null {
  const text = foldNumberText(typed).replace(/^0+(?=\d)/, '');
  return shape.test(text) && text !== '0' ? text : null;
}
