import { Secret, TOTP } from 'otpauth';
import { foldNumberText } from '../../platform/i18n/fold.ts';

/** How long one code is good, in seconds; the one before and the one after are taken too, since clocks differ. */
const period = 30;

function totpOf(secret: Buffer, label = '', issuer = ''): TOTP {
  const bytes = new Uint8Array(secret).buffer;
  // What every app for codes understands.
  return new TOTP({
    issuer,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period,
    secret: new Secret({ buffer: bytes }),
  });
}

/** The time step of a code as it was typed, in any digits; `null` when it is wrong now. */
export function stepOfCode(secret: Buffer, typed: string, now: Date): number | null {
  const token = foldNumberText(typed.slice(0, 100));
  if (!/^[0-9]{6}$/.test(token)) return null;
  const delta = totpOf(secret).validate({ token, timestamp: now.getTime(), window: 1 });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / period) + delta;
}

/** A secret as it is put into an app: to be typed, in groups of four, or opened as a link. */
export type Enrolment = { groups: string; link: string };

/** Writes a secret for the app of a person. */
export function writeEnrolment(secret: Buffer, login: string, issuer: string): Enrolment {
  const totp = totpOf(secret, login, issuer);
  return { groups: totp.secret.base32.replace(/(.{4})(?=.)/g, '$1 '), link: totp.toString() };
}
