import { ChannelError, codeOf, neverReached } from './channel.ts';
import type { Channel, SendResult } from './channel.ts';

/** Where the national gateway is, and who we are to it. */
export type HttpPlace = {
  kind: 'http';
  name: string;
  /** Its address, without a slash at the end. */
  url: string;
  user: string;
  password: string;
  /** The name that phones show. */
  sender: string;
  /** What it calls our kind of messages. */
  typeId: string;
  timeoutMs: number;
};

/** A token lives one minute; ours is used a little less, so that it does not end on its way. */
const tokenMs = 45_000;

/** What is longer than any answer of it. */
const mostAnswer = 100_000;

/** After an answer that is neither a yes nor a clear no it is tried this often, and no more. */
const mostDoubtful = 5;

/**
 * The national gateway of bulk SMS: a token by name and password, and one request for each message. **It has taken a
 * message only when its answer has `messagesId[…]`**; every other answer is a no. It names no address at which it could be
 * asked for a message, nor sends receipts: what it took stays «sent», and a lost answer stays unknown.
 */
export function httpGateway(place: HttpPlace): Channel {
  let token: { text: string; until: number } | null = null;
  let fetching: Promise<string> | null = null;

  const fetchToken = async (): Promise<string> => {
    const asked = performance.now();
    const { status, text } = await post(
      place,
      '/authenticate',
      {},
      { username: place.user, password: place.password },
    );
    const found = status === 200 ? readToken(text) : null;
    if (found === null) throw new NoTokenError(status);
    token = { text: found, until: asked + tokenMs };
    return found;
  };
  const currentToken = (): Promise<string> => {
    if (token !== null && performance.now() < token.until) return Promise.resolve(token.text);
    fetching ??= fetchToken().finally(() => (fetching = null));
    return fetching;
  };

  const send = async (to: string, text: string, isAgain: boolean): Promise<SendResult> => {
    let current: string;
    try {
      current = await currentToken();
    } catch (error) {
      // Nothing of the message was sent yet, whatever went wrong.
      if (error instanceof NoTokenError) return { kind: 'not-taken', why: `token-${error.status}` };
      return { kind: 'not-taken', why: isTimeout(error) ? 'timeout' : 'unreachable' };
    }
    const data = { msisdn: to.replace(/^\+/, ''), text, header: place.sender, messageTypeId: place.typeId };
    let answer: { status: number; text: string };
    try {
      answer = await post(place, '/sendSmsNotifications', { authorization: current }, { data1: data });
    } catch (error) {
      if (neverReached(error)) return { kind: 'not-taken', why: 'unreachable' };
      return { kind: 'unknown', why: isTimeout(error) ? 'timeout' : 'cut' };
    }
    if (answer.status === 401 || answer.status === 403) {
      if (token?.text === current) token = null;
      // Its clock may be ahead of ours; a second token that is refused as well is refused for another reason.
      return isAgain ? { kind: 'not-taken', why: `http-${answer.status}` } : send(to, text, true);
    }
    return readAnswer(answer);
  };

  return {
    name: place.name,
    send: ({ to, text }) => send(to, text, false),
    probe: async () => {
      token = null;
      try {
        await currentToken();
      } catch (error) {
        if (error instanceof NoTokenError) throw new ChannelError(`it gives no token (${error.status})`);
        throw new ChannelError(
          isTimeout(error) ? 'it takes too long' : `it cannot be reached (${codeOf(error)})`,
        );
      }
    },
    close: () => Promise.resolve(),
  };
}

/** A token was asked for, and none was given. */
class NoTokenError extends Error {
  readonly status: number;
  constructor(status: number) {
    super('No token');
    this.status = status;
  }
}

function readAnswer({ status, text }: { status: number; text: string }): SendResult {
  const [, reference] = /messagesId\s*\[\s*"?([^\]"]{0,100})/.exec(text) ?? [];
  if (status === 200 && reference !== undefined) return { kind: 'accepted', references: [reference.trim()] };
  const why = `http-${status}`;
  switch (status) {
    case 400:
    case 404:
    case 413:
    case 422:
      return { kind: 'refused', why };
    case 429:
    case 503:
      return { kind: 'not-taken', why };
    // A proxy before it says that the gateway itself did not answer: it may have taken the message.
    case 502:
    case 504:
      return { kind: 'unknown', why };
    default:
      return { kind: 'not-taken', why: status === 200 ? 'no-id' : why, most: mostDoubtful };
  }
}

/** A token as JSON, as text in quotes, or bare. */
function readToken(text: string): string | null {
  let found: unknown = text.trim();
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'string') found = value;
    else if (value !== null && typeof value === 'object')
      found = 'token' in value ? value.token : 'access_token' in value ? value.access_token : null;
  } catch {
    // It is bare.
  }
  return typeof found === 'string' && /^[\x21-\x7e]{1,8000}$/.test(found) ? found : null;
}

async function post(
  { url, timeoutMs }: HttpPlace,
  path: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<{ status: number; text: string }> {
  // Redirects are not followed: they could lead token and text to another host.
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  return { status: response.status, text: text.slice(0, mostAnswer) };
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}
