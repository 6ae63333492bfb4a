import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { openProvider } from '../../src/platform/oidc/provider.ts';
import type { AddressInfo } from 'node:net';
import type { SingleSignOn } from '../../src/engine/staff/sign-on/single-sign-on.ts';

/** What the provider tells of one who signs in as this; exchanged at any time. */
export type Accounts = Map<string, Record<string, unknown>>;

/** A real provider of OpenID Connect on this machine, and what the portal must know of it. */
export type ProviderServer = {
  issuer: string;
  accounts: Accounts;
  signOn: SingleSignOn;
  /** Signs in at the provider's own form and gives the address that it leads back to. */
  walk: (to: string, login: string) => Promise<string>;
  close: () => Promise<void>;
};

export const clientId = 'permits';
const clientSecret = 'a secret between the provider and the portal';

const roles = new Map([
  ['permits-admin', 'administrator'],
  ['permits-clerk', 'clerk'],
] as const);

/** The portal's side of a provider at an address. */
export function signOnAt(issuer: string): SingleSignOn {
  const place = { issuer, clientId, clientSecret, scopes: 'openid profile' };
  return {
    issuer,
    provider: openProvider(place),
    name: { ar: 'الدخول الموحد', en: 'Single sign-on' },
    claim: 'groups',
    roles,
  };
}

/** Opens a provider that knows one portal. Close it when done. */
export async function openProviderServer(portal: string): Promise<ProviderServer> {
  const accounts: Accounts = new Map();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // What it warns of, its own form and keys, is what a test wants.
  const { warn, info } = console;
  console.warn = console.info = () => {};
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${portal}/ar/staff/sign-on/back`],
        post_logout_redirect_uris: [`${portal}/ar/staff/sign-in`],
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'] },
    cookies: { keys: ['a key of the tests'] },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    pkce: { required: () => true },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => Promise.resolve({ sub, ...accounts.get(sub) }),
    }),
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  console.warn = warn;
  console.info = info;
  return {
    issuer,
    accounts,
    signOn: signOnAt(issuer),
    walk: (to, login) => walk(to, login, portal),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Follows the provider from page to page, fills its forms, and stops where it leads back to the portal. */
async function walk(to: string, login: string, portal: string): Promise<string> {
  const cookies = new Map<string, string>();
  let address = to;
  let form: URLSearchParams | null = null;
  for (let steps = 0; steps < 20; steps++) {
    const response: Response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const page = await response.text();
    const location = response.headers.get('location');
    if (location?.startsWith(portal)) return location;
    form = null;
    if (location !== null) address = new URL(location, address).href;
    else {
      const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
      if (action === undefined)
        throw new Error(`The provider has no form: ${response.status} ${page.slice(0, 300)}`);
      address = new URL(action.replaceAll('&amp;', '&'), address).href;
      form = page.includes('name="login"')
        ? new URLSearchParams({ prompt: 'login', login, password: 'any' })
        : new URLSearchParams({ prompt: 'consent' });
    }
  }
  throw new Error('The provider never led back');
}
