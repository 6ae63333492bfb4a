import type * as Client from 'openid-client';

/** The provider does not answer, or not as one. It passes, or somebody must mend it. */
export class ProviderDownError extends Error {
  override name = 'ProviderDownError';
}

/** The provider, or our check of what it said, says no. `code` names why, and nothing of the person. */
export class ProviderRefusedError extends Error {
  override name = 'ProviderRefusedError';
  readonly code: string;
  constructor(code: string, options?: ErrorOptions) {
    super(`The sign-in was refused: ${code}`, options);
    this.code = code;
  }
}

/** Where a provider of OpenID Connect is, and who we are to it. */
export type ProviderPlace = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  scopes: string;
};

/** What belongs to one try: it ties the answer to the question, and the code to who asked for it (PKCE). */
export type Try = { redirectUri: string; state: string; nonce: string; verifier: string };

/** What a provider says of somebody. */
export type Claims = { readonly sub: string } & Readonly<Record<string, unknown>>;

/** A provider of OpenID Connect. Every function throws a ProviderDownError when it does not answer. */
export type Provider = {
  /** Where to send somebody who wants to sign in. */
  begin: (attempt: Try) => Promise<URL>;
  /**
   * Who came back, from the query of the address they came back to.
   * @throws ProviderRefusedError when they were refused, or the answer is not one to this try
   */
  finish: (attempt: Try, query: URLSearchParams) => Promise<Claims>;
  /** Where to send somebody who wants to sign out there too; `null` where the provider has no such place. */
  leave: (returnTo: string) => Promise<URL | null>;
  /** Asks whether it answers. */
  probe: () => Promise<void>;
};

const timeoutSeconds = 5;

/** What a provider said about itself is believed for an hour: its places may change. */
const believedFor = 3_600_000;

/** Opens a provider. It is asked when it is first wanted, and the library for it is loaded then. */
export function openProvider(place: ProviderPlace): Provider {
  const { clientId, clientSecret, scopes } = place;
  const issuer = new URL(place.issuer);
  let known: { config: Client.Configuration; at: number } | null = null;

  async function discover(client: typeof Client): Promise<Client.Configuration> {
    if (known !== null && performance.now() - known.at < believedFor) return known.config;
    const config = await client
      .discovery(issuer, clientId, undefined, client.ClientSecretBasic(clientSecret), {
        timeout: timeoutSeconds,
        // The signature of an id token is checked too, not only that it came over TLS.
        execute: [
          client.enableNonRepudiationChecks,
          // Marked so that it is seen; `http:` is let through for a provider on this very machine only.
          // oxlint-disable-next-line typescript/no-deprecated
          ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
        ],
      })
      .catch((error: unknown) => {
        throw new ProviderDownError(`${issuer.href} does not answer as a provider`, { cause: error });
      });
    known = { config, at: performance.now() };
    return config;
  }

  return {
    begin: async ({ redirectUri, state, nonce, verifier }) => {
      const client = await import('openid-client');
      const config = await discover(client);
      return client.buildAuthorizationUrl(config, {
        response_type: 'code',
        redirect_uri: redirectUri,
        scope: scopes,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
    },
    finish: async ({ redirectUri, state, nonce, verifier }, query) => {
      const client = await import('openid-client');
      const config = await discover(client);
      const back = new URL(redirectUri);
      back.search = query.toString();
      try {
        const tokens = await client.authorizationCodeGrant(config, back, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new ProviderRefusedError('no-id-token');
        // Many providers tell names and groups only here.
        const more =
          config.serverMetadata().userinfo_endpoint === undefined
            ? {}
            : await client.fetchUserInfo(config, tokens.access_token, claims.sub);
        return { ...more, ...claims };
      } catch (error) {
        throw told(error);
      }
    },
    leave: async (returnTo) => {
      const client = await import('openid-client');
      const config = await discover(client);
      if (config.serverMetadata().end_session_endpoint === undefined) return null;
      return client.buildEndSessionUrl(config, { post_logout_redirect_uri: returnTo });
    },
    probe: async () => {
      known = null;
      await discover(await import('openid-client'));
    },
  };
}

/** What the library threw, as one of ours. */
function told(error: unknown): Error {
  if (error instanceof ProviderRefusedError) return error;
  const { code, error: named, cause } = error as { code?: unknown; error?: unknown; cause?: unknown };
  const unreachable = (each: unknown) => each instanceof TypeError && each.message === 'fetch failed';
  if (code === 'OAUTH_TIMEOUT' || unreachable(error) || unreachable(cause))
    return new ProviderDownError('The provider does not answer', { cause: error });
  const reason = [named, code].find((each) => typeof each === 'string');
  return new ProviderRefusedError(typeof reason === 'string' ? reason : 'unknown', { cause: error });
}
