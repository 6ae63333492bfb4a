import { fetchJson } from './fetch-json.ts';
import { RegisterError } from './remote-register.ts';

/** How a token is asked for, by OAuth's client credentials (RFC 6749, 4.4). */
export type ClientCredentials = {
  kind: 'client-credentials';
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  scope: string | null;
  /** Where client and secret stand: in the header, as every server must take them, or in the form. */
  sendAs: 'header' | 'form';
};

/** The token of a register. */
export type Token = {
  /** A token that still holds for a while. */
  current: () => Promise<string>;
  /** This token was refused: the next one is fetched. */
  forget: (token: string) => void;
};

/** How long before its end a token is fetched anew, in milliseconds: it must not end on its way. */
const early = 30_000;

/** How long a token is kept that says nothing of its end, in milliseconds. */
const unsaid = 300_000;

/**
 * Keeps a token until shortly before its end. Look-ups that need one at the same time wait for one request.
 * @param timeoutMs how long the request may take. It is not the look-up's own time: others may wait for it too
 */
export function openToken(credentials: ClientCredentials, timeoutMs: number): Token {
  let kept: { token: string; until: number } | null = null;
  let fetching: Promise<string> | null = null;

  const fetchToken = async (): Promise<string> => {
    const asked = performance.now();
    const signal = AbortSignal.timeout(timeoutMs);
    const { status, value } = await fetchJson(credentials.tokenUrl, requestFor(credentials), signal);
    if (status !== 200) throw new RegisterError(`The register’s server of tokens answers ${status}`);
    const { access_token: token, expires_in: seconds } = (value ?? {}) as Record<string, unknown>;
    if (typeof token !== 'string' || !/^[\x21-\x7e]{1,10000}$/.test(token))
      throw new RegisterError('The register’s server of tokens gives none');
    const lasts = Number(seconds) > 0 ? Number(seconds) * 1000 : unsaid;
    kept = { token, until: asked + Math.max(lasts - early, lasts / 2) };
    return token;
  };

  return {
    current: () => {
      if (kept && performance.now() < kept.until) return Promise.resolve(kept.token);
      fetching ??= fetchToken().finally(() => (fetching = null));
      return fetching;
    },
    forget: (token) => {
      if (kept?.token === token) kept = null;
    },
  };
}

function requestFor({ clientId, clientSecret, scope, sendAs }: ClientCredentials) {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (scope !== null) form.set('scope', scope);
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
  if (sendAs === 'form') {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
  } else headers['authorization'] = `Basic ${Buffer.from(basic(clientId, clientSecret)).toString('base64')}`;
  return { method: 'POST' as const, headers, body: form.toString() };
}

/** RFC 6749, 2.3.1: both are encoded as in a form before they are joined. */
function basic(...parts: string[]): string {
  return parts.map((part) => new URLSearchParams([['', part]]).toString().slice(1)).join(':');
}
