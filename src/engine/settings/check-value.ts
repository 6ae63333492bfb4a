import { allSettings } from './settings.ts';
import type { Service } from '../define/define-service.ts';
import type { SettingDefinition } from '../define/settings.ts';

/**
 * What is wrong with a value: where in it, in words for the command line, and for a page by what it was refused (`same-code`,
 * `unknown-name` …), with the names that it is about.
 */
export type ValueProblem = {
  path: readonly (string | number)[];
  message: string;
  because: string | null;
  names: string;
};

/** A value held against its definition. */
export type CheckedValue =
  | { kind: 'fits'; definition: SettingDefinition; value: unknown }
  | { kind: 'unknown-key' }
  | { kind: 'invalid'; definition: SettingDefinition; problems: ValueProblem[] };

/** Does this value fit the setting of this key? */
export function checkValue(services: readonly Service[], key: string, value: unknown): CheckedValue {
  const definition = allSettings(services).get(key);
  if (definition === undefined) return { kind: 'unknown-key' };
  const read = definition.schema.safeParse(value);
  if (read.success) return { kind: 'fits', definition, value: read.data };
  const problems = read.error.issues.map((issue): ValueProblem => {
    const { because, names } = ('params' in issue ? issue.params : {}) as {
      because?: string;
      names?: string;
    };
    const path = issue.path.map((each) => (typeof each === 'number' ? each : String(each)));
    return { path, message: issue.message, because: because ?? null, names: names ?? '' };
  });
  return { kind: 'invalid', definition, problems };
}
