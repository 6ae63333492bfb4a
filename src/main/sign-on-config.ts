import { isRole, roleNames } from '../engine/staff/roles.ts';
import { openProvider } from '../platform/oidc/provider.ts';
import type { SingleSignOn } from '../engine/staff/sign-on/single-sign-on.ts';
import type { Role } from '../engine/staff/roles.ts';
import type { Lang } from '../platform/i18n/lang.ts';
import type { ProviderPlace } from '../platform/oidc/provider.ts';

/** The city's own sign-in, as the environment tells of it. */
export type SignOnPlace = ProviderPlace & {
  claim: string;
  roles: ReadonlyMap<string, Role>;
  name: Record<Lang, string>;
};

/** Opens the city's sign-in. It is asked when somebody first wants it. */
export function openSingleSignOn(place: SignOnPlace): SingleSignOn {
  const { issuer, claim, roles, name } = place;
  return { issuer, claim, roles, name, provider: openProvider(place) };
}

/** What the claim's values mean: `permits-clerk=clerk, permits-admin=administrator`; `null` when it cannot be read. */
export function readRoles(text: string): Map<string, Role> | null {
  const roles = new Map<string, Role>();
  for (const pair of text.split(',')) {
    // The value may hold «=», as names of groups in a directory do; a role does not.
    const [, value = '', role = ''] = /^\s*(.+?)\s*=\s*([a-z]+)\s*$/.exec(pair) ?? [];
    if (!isRole(role) || value === '' || roles.has(value)) return null;
    roles.set(value, role);
  }
  return roles;
}

/** How the roles are written. */
export const rolesSay = `must say what each value of the claim means, as «value=role, value=role»; roles are ${roleNames.join(', ')}`;

/** Is this where a provider may be: encrypted, or on this very machine? */
export function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash } = new URL(text);
  const here = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  return search === '' && hash === '' && (protocol === 'https:' || (protocol === 'http:' && here));
}

/** The variables without which there is no single sign-on, and with any of which there is one. */
const needed = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ROLES'] as const;

/** Reads the city's sign-in out of the environment; `missing` names the first variable that it lacks. */
export function readSignOn(
  given: Readonly<Record<string, string | undefined>>,
): { place: SignOnPlace | null } | { missing: string } {
  const set = Object.keys(given).filter((name) => name.startsWith('OIDC_') && given[name] !== undefined);
  if (set.length === 0) return { place: null };
  const missing = needed.find((name) => given[name] === undefined);
  if (missing !== undefined) return { missing };
  return {
    place: {
      issuer: given['OIDC_ISSUER'] ?? '',
      clientId: given['OIDC_CLIENT_ID'] ?? '',
      clientSecret: given['OIDC_CLIENT_SECRET'] ?? '',
      scopes: given['OIDC_SCOPES'] ?? 'openid profile email',
      claim: given['OIDC_ROLE_CLAIM'] ?? 'roles',
      roles: readRoles(given['OIDC_ROLES'] ?? '') ?? new Map(),
      name: {
        ar: given['OIDC_NAME_AR'] ?? 'الدخول الموحد',
        en: given['OIDC_NAME_EN'] ?? 'Single sign-on',
      },
    },
  };
}
