import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** One answer, as far as measurements look at it. */
export type Answer = { status: number; location: string | undefined; size: number };

/** A run of load: which requests, over how many connections, and what a right answer is. */
export type Load = {
  port: number;
  connections: number;
  /** How many requests; or for how many seconds, whichever ends first. */
  requests?: number;
  seconds?: number;
  /** The bytes of the nth request, from `http`. */
  request: (n: number) => string;
  right: (answer: Answer, n: number) => boolean;
};

/** What came of it. `milliseconds`: the time of each request, sorted. */
export type Loaded = { requests: number; failures: number; seconds: number; milliseconds: number[] };

/**
 * Sends requests over connections that are kept alive, each waiting for its answer before the next. It speaks only as
 * much HTTP as our servers answer (content-length always), so that the load takes little from the machine.
 */
export async function load({ port, connections, requests, seconds, request, right }: Load): Promise<Loaded> {
  const milliseconds: number[] = [];
  let failures = 0;
  let next = 0;
  const began = performance.now();
  const until = began + (seconds ?? 600) * 1000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const line = await openLine(port);
      for (;;) {
        const n = next;
        if (n >= (requests ?? Infinity) || performance.now() > until) break;
        next += 1;
        const sent = performance.now();
        const answer = await line.ask(request(n));
        milliseconds.push(performance.now() - sent);
        if (!right(answer, n)) failures += 1;
      }
      line.close();
    }),
  );
  return {
    requests: milliseconds.length,
    failures,
    seconds: (performance.now() - began) / 1000,
    milliseconds: milliseconds.toSorted((a, b) => a - b),
  };
}

/** The bytes of a request. A `form` makes it a POST from a page of the same origin. */
export function http(
  port: number,
  path: string,
  options: { cookie?: string; form?: Record<string, string>; encoding?: string } = {},
): string {
  const { cookie, form, encoding } = options;
  const body = form && new URLSearchParams(form).toString();
  const lines = [
    `${form ? 'POST' : 'GET'} ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    ...(cookie ? [`cookie: ${cookie}`] : []),
    ...(encoding ? [`accept-encoding: ${encoding}`] : []),
    ...(body === undefined
      ? []
      : [
          `origin: http://127.0.0.1:${port}`,
          'content-type: application/x-www-form-urlencoded',
          `content-length: ${body.length}`,
        ]),
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

type Line = { ask: (bytes: string) => Promise<Answer>; close: () => void };

async function openLine(port: number): Promise<Line> {
  let socket: Socket;
  let waiting: PromiseWithResolvers<Answer> | null = null;
  let received: Buffer = Buffer.alloc(0);

  const open = async (): Promise<void> => {
    socket = connect({ port, host: '127.0.0.1', noDelay: true });
    received = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
      const answer = readAnswer(received);
      if (answer === null) return;
      received = Buffer.alloc(0);
      waiting?.resolve(answer);
    });
    socket.on('error', (error) => waiting?.reject(error));
    socket.on('close', () => waiting?.reject(new Error('The server closed the connection')));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
  };
  await open();
  return {
    ask: (bytes) => {
      waiting = Promise.withResolvers();
      socket.write(bytes);
      return waiting.promise;
    },
    close: () => {
      waiting = null;
      socket.destroy();
    },
  };
}

/** Reads an answer when it is whole; each is asked for alone, so nothing follows it. */
function readAnswer(bytes: Buffer): Answer | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const size = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  if (bytes.length < end + 4 + size) return null;
  return { status: Number(head.slice(9, 12)), location: /\r\nlocation: (.+)/i.exec(head)?.[1], size };
}
