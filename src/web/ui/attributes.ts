import { escaped, raw, type Html } from './html.ts';

/** Attributes of an element by name. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes attributes: `true` stands without a value, `false` and `undefined` are left out, values are escaped. */
export function attributes(...sets: readonly Attributes[]): Html {
  let written = '';
  for (const given of sets) {
    for (const name in given) {
      const value = given[name];
      if (value === undefined || value === false) continue;
      if (written) written += ' ';
      written += value === true ? name : `${name}="${typeof value === 'string' ? escaped(value) : value}"`;
    }
  }
  return raw(written);
}
