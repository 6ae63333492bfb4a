import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

/** An answer that came whole. */
export type Answer = { kind: 'answer'; status: number; headers: IncomingHttpHeaders; body: string };

/**
 * What became of a request. `refused`: no connection was made, so nothing was asked. `cut`: it was sent, or may have
 * been, and no whole answer came: what it did, only asking again can tell.
 */
export type Outcome = Answer | { kind: 'refused' } | { kind: 'cut'; code: string };

export type Asked = {
  method: 'GET' | 'POST';
  path: string;
  cookie?: string;
  fields?: Record<string, string>;
  /** Reuses connections where it keeps them; without it every request has a connection of its own. */
  agent?: Agent;
  /** Cuts the connection so many milliseconds after the request was sent. */
  hangUpAfter?: number;
  /** Called once the request is on its way. */
  onSent?: () => void;
};

const patience = 15_000;

/** Asks a portal once. Never throws for what the network does. */
export function ask(base: string, asked: Asked): Promise<Outcome> {
  const body = asked.fields && new URLSearchParams(asked.fields).toString();
  return new Promise((resolve) => {
    let connected = false;
    const sent = request(`${base}${asked.path}`, {
      method: asked.method,
      agent: asked.agent ?? new Agent({ keepAlive: false }),
      headers: {
        ...(asked.cookie !== undefined && { cookie: asked.cookie }),
        ...(body !== undefined && {
          origin: base,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': String(Buffer.byteLength(body)),
        }),
      },
    });
    const lost = (code: string) => resolve(connected ? { kind: 'cut', code } : { kind: 'refused' });
    sent.setTimeout(patience, () => sent.destroy(Object.assign(new Error(), { code: 'TOO_LONG' })));
    sent.on('socket', (socket) => {
      if (!socket.connecting) connected = true;
      else socket.once('connect', () => (connected = true));
    });
    sent.on('finish', () => {
      asked.onSent?.();
      if (asked.hangUpAfter !== undefined) setTimeout(() => sent.destroy(), asked.hangUpAfter);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => lost(error.code ?? error.message));
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('error', (error: NodeJS.ErrnoException) => lost(error.code ?? error.message));
      response.on('end', () =>
        response.complete
          ? resolve({
              kind: 'answer',
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: text,
            })
          : lost('INCOMPLETE'),
      );
    });
    sent.end(body);
  });
}
