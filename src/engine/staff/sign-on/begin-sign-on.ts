import { hashKey, keyedHash, newKey } from '../../../platform/ids/secret.ts';
import { count } from '../../../platform/limits/count.ts';
import { ProviderDownError } from '../../../platform/oidc/provider.ts';
import { insertTry } from './identities.store.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Try } from '../../../platform/oidc/provider.ts';
import type { Context } from '../../context.ts';
import type { SingleSignOn } from './single-sign-on.ts';

/** How long somebody may take at the city's sign-in, in minutes. */
export const tryMinutes = 15;

/** What follows from the state and from nothing else that anybody sees: it need not be kept. */
export function tryOf(ctx: Context, state: string, redirectUri: string): Try {
  const made = (what: string) => keyedHash(ctx.secret, 'sign-on', what, state).toString('base64url');
  return { redirectUri, state, nonce: made('nonce'), verifier: made('verifier') };
}

/** What beginning ends in. `browser` is the key that this browser must come back with. */
export type BeginSignOnResult =
  { kind: 'go'; to: string; browser: string } | { kind: 'down' } | { kind: 'limited'; retryAfter: number };

/** Sends somebody to the city's sign-in. */
export async function beginSignOn(
  ctx: Context,
  signOn: SingleSignOn,
  asked: { lang: Lang; next: string; redirectUri: string; address: string },
): Promise<BeginSignOnResult> {
  const { lang, next, redirectUri, address } = asked;
  const [begun] = await count(ctx.db, ctx.secret, [
    { what: 'sign-on of an address', whom: address, max: 60, seconds: 900, add: 1 },
  ]);
  if (begun?.over) return { kind: 'limited', retryAfter: begun.anewIn };
  const state = newKey();
  const browser = newKey();
  try {
    const to = await signOn.provider.begin(tryOf(ctx, state, redirectUri));
    const attempt = { stateHash: hashKey(state), browserHash: hashKey(browser), lang, next };
    await insertTry(ctx.db.query, attempt, tryMinutes);
    return { kind: 'go', to: to.href, browser };
  } catch (error) {
    if (!(error instanceof ProviderDownError)) throw error;
    ctx.log.warn('staff.sign-on.down');
    return { kind: 'down' };
  }
}
