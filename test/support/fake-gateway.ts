import { answerJson, openCityServer } from './city-server.ts';
import type { Asked, Channel, Receipt, SendResult } from '../../src/platform/channels/channel.ts';
import type { CityServer } from './city-server.ts';

/**
 * How a gateway behaves toward one message. `lost`: it takes it, and its answer does not arrive. `late`: its receipt comes when
 * `deliver` is called; `twice`: two receipts at once, before its answer.
 */
export type Mood = 'up' | 'down' | 'refuses' | 'lost' | 'twice' | 'late' | 'dies';

/** A gateway within the test's process, that remembers what it took. */
export type FakeGateway = Channel & {
  mood: Mood | ((to: string) => Mood);
  /** What it was asked to send, whatever became of it. */
  asked: { id: string; to: string; text: string; subject?: string }[];
  /** How often it took a message, by its id. */
  taken: Map<string, number>;
  /** The phone gets what was taken: its receipts. */
  deliver: (says?: Receipt['says']) => Promise<void>;
};

/** A gateway of this name. `canBeAsked`: it can say what became of a message. */
export function fakeGateway(
  name: string,
  options: { canBeAsked?: boolean; receipts?: boolean } = {},
): FakeGateway {
  let take: ((receipt: Receipt) => Promise<void>) | null = null;
  const references: string[] = [];
  let count = 0;
  const gateway: FakeGateway = {
    name,
    mood: 'up',
    asked: [],
    taken: new Map(),
    send: async (message): Promise<SendResult> => {
      gateway.asked.push(message);
      const mood = typeof gateway.mood === 'function' ? gateway.mood(message.to) : gateway.mood;
      if (mood === 'down') return { kind: 'not-taken', why: 'unreachable' };
      if (mood === 'refuses') return { kind: 'refused', why: 'http-422' };
      gateway.taken.set(message.id, (gateway.taken.get(message.id) ?? 0) + 1);
      count += 1;
      const reference = `${name}-${count}`;
      references.push(reference);
      if (mood === 'twice')
        for (const says of ['delivered', 'delivered'] as const) await take?.({ reference, says, why: null });
      if (mood === 'lost') return { kind: 'unknown', why: 'timeout' };
      // The process dies with the answer: it is never heard of again.
      if (mood === 'dies') return new Promise(() => {});
      return { kind: 'accepted', references: [reference] };
    },
    probe: () => Promise.resolve(),
    close: () => Promise.resolve(),
    deliver: async (says = 'delivered') => {
      const why = says === 'failed' ? 'receipt-011' : null;
      for (const reference of references.splice(0)) await take?.({ reference, says, why });
    },
  };
  if (options.canBeAsked === true)
    gateway.ask = async (id): Promise<Asked> =>
      gateway.taken.has(id) ? { kind: 'has', references: [`${name}-asked`] } : { kind: 'has-not' };
  if (options.receipts === true) gateway.listen = (receiving) => (take = receiving);
  return gateway;
}

/** How the national gateway behaves. `slow`: it takes the message, and answers after so many milliseconds. */
export type NationalMood =
  { is: 'up' | 'down' | 'lost' | 'token-refused' | 'busy' | 'proxy' | 'wrong' } | { is: 'slow'; ms: number };

/** The national gateway as a server of HTTP, that remembers how often it took a message for a number. */
export type NationalGateway = CityServer & {
  mood: (msisdn: string) => NationalMood;
  taken: Map<string, number>;
  tokens: number;
};

/** Opens it; close it when done. It knows the name `portal` with the password `s3cret`. */
export async function openNationalGateway(): Promise<NationalGateway> {
  const server = await openCityServer((response, asked) => {
    const body = JSON.parse(asked.body) as Record<string, unknown>;
    if (asked.url === '/bulk/authenticate') {
      if (body['username'] !== 'portal' || body['password'] !== 's3cret')
        return answerJson(response, 401, { error: 'no' });
      national.tokens += 1;
      return answerJson(response, 200, { token: `token-${national.tokens}` });
    }
    const { msisdn } = body['data1'] as { msisdn: string };
    const mood = national.mood(msisdn);
    if (mood.is === 'down') return answerJson(response, 503, {});
    if (mood.is === 'wrong') return answerJson(response, 422, { error: `${msisdn} is no number` });
    if (mood.is === 'busy') return answerJson(response, 200, { error: 'try later' });
    if (mood.is === 'token-refused' && asked.headers.authorization === 'token-1')
      return answerJson(response, 401, {});
    national.taken.set(msisdn, (national.taken.get(msisdn) ?? 0) + 1);
    if (mood.is === 'lost') return response.destroy();
    if (mood.is === 'proxy') return answerJson(response, 504, {});
    const answer = () => void response.writeHead(200).end(`{"result":"messagesId[${msisdn}-1]"}`);
    if (mood.is === 'slow') return setTimeout(answer, mood.ms);
    return answer();
  });
  const national: NationalGateway = Object.assign(server, {
    mood: (): NationalMood => ({ is: 'up' }),
    taken: new Map<string, number>(),
    tokens: 0,
  });
  return national;
}
