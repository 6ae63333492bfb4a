import { commandLine } from '../../src/engine/audit/record.ts';
import type { Origin } from '../../src/engine/audit/record.ts';

/** Who does things in tests, for their own tables and for the audit. */
export const byTest: { by: string; origin: Origin } = {
  by: 'test',
  origin: { actor: { kind: 'command', user: 'tester' }, place: commandLine },
};
