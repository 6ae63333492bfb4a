import { foldForSearch } from '../../platform/i18n/fold.ts';
import type { Role } from './roles.ts';

/** A person of the office, without anything secret. */
export type Person = {
  id: number;
  login: string;
  name: string;
  role: Role;
  mustChangePassword: boolean;
  /** Is an app for codes enrolled? */
  hasCodes: boolean;
  /** How many passkeys there are. */
  passkeys: number;
  /** Is there a password? Who came by the city's sign-in has none, unless an administrator made one. */
  hasPassword: boolean;
  /** Is the city's sign-in linked? Then the role is the one it tells. */
  linked: boolean;
  disabled: boolean;
  demo: boolean;
};

/** Who does something in the office, and from where: `place` is what the audit's `placeOf` made of their address. */
export type Actor = { id: number; name: string; role: Role; place: string };

/** A login as it is stored and compared: any case and any digits, without spaces. It may still be none. */
export function foldLogin(typed: string): string {
  return foldForSearch(typed.slice(0, 200)).replaceAll(' ', '');
}

/** Is this a login, once folded? */
export function isLogin(login: string): boolean {
  return /^[a-z][a-z0-9._-]{1,31}$/.test(login);
}
