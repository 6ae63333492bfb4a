import { foldNumberText } from '../../../platform/i18n/fold.ts';
import { readMobile } from '../../../platform/i18n/phone.ts';

/** What a search of the register asks for. */
export type RegisterSearch =
  | { kind: 'permit'; number: number; year: number }
  /** A number of a contractor, or of permits of any year; four digits may also end a phone. */
  | { kind: 'number'; number: number | null; ending: string | null }
  | { kind: 'phone'; e164: string }
  /** Words of a name, as they were typed. */
  | { kind: 'name'; text: string };

/** Longer than any name: what lies behind is not looked at. */
const mostCharacters = 200;

/**
 * Reads what was typed into the search of the register, in digits of any kind: `123/2025` is a permit, a whole mobile a phone,
 * other digits a number, anything else a name.
 */
export function readRegisterSearch(typed: string): RegisterSearch {
  const text = typed.slice(0, mostCharacters);
  const plain = foldNumberText(text);
  const permit = /^(\d{1,10})[/\\-](\d{4})$/.exec(plain);
  if (permit) return { kind: 'permit', number: Number(permit[1]), year: Number(permit[2]) };
  const mobile = readMobile(text);
  if (mobile.ok) return { kind: 'phone', e164: mobile.e164 };
  if (/^\d+$/.test(plain)) {
    const number = Number(plain);
    const isNumber = plain.length <= 10 && number > 0;
    return { kind: 'number', number: isNumber ? number : null, ending: plain.length === 4 ? plain : null };
  }
  return { kind: 'name', text };
}
