import { cleanText } from '../../../platform/i18n/fold.ts';
import { foldLogin, isLogin } from '../person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Claims, Provider } from '../../../platform/oidc/provider.ts';
import type { Role } from '../roles.ts';

/** The city's own sign-in, as this portal was told of it. */
export type SingleSignOn = {
  issuer: string;
  provider: Provider;
  /** What the button says. */
  name: Readonly<Record<Lang, string>>;
  /** Which claim tells the role; dots lead into it: `realm_access.roles`. */
  claim: string;
  /** What the claim's values mean. Who has several gets the first of these. */
  roles: ReadonlyMap<string, Role>;
};

/** Who came from the city's sign-in. `role`: `null` when it gives them none here. */
export type Arrived = {
  issuer: string;
  subject: string;
  login: string | null;
  name: string;
  role: Role | null;
};

/** Reads who came from what the provider says of them. */
export function readArrived({ issuer, claim, roles }: SingleSignOn, claims: Claims): Arrived {
  const given = valuesAt(claims, claim);
  const role = [...roles].find(([value]) => given.includes(value))?.[1] ?? null;
  const login = [claims['preferred_username'], claims['email']]
    .map((each) => foldLogin(textOf(each).replace(/@.*$/, '')))
    .find(isLogin);
  const name = cleanText(textOf(claims['name'])).slice(0, 100);
  return { issuer, subject: claims.sub, login: login ?? null, name, role };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The texts of a claim: one, or several in a list. */
function valuesAt(claims: Claims, path: string): string[] {
  // A name with dots in it may also be the claim's own, as an address is.
  const value = Object.hasOwn(claims, path)
    ? claims[path]
    : path
        .split('.')
        .reduce<unknown>(
          (inner, name) =>
            typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
              ? (inner as Record<string, unknown>)[name]
              : undefined,
          claims,
        );
  return [value].flat().filter((each) => typeof each === 'string');
}
