import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the city's server was asked. */
export type Asked = { method: string; url: string; headers: IncomingHttpHeaders; body: string };

/** How it answers; it may be exchanged at any time. */
export type Answering = (response: ServerResponse, asked: Asked) => unknown;

/** A server of HTTP on this machine that plays another system. */
export type CityServer = {
  url: string;
  /** Everything it was asked, in order. */
  asked: Asked[];
  answering: Answering;
  /** The most requests that were in hand at once. */
  most: () => number;
  close: () => Promise<void>;
};

/** Opens a server that answers as the test says. Close it when done. */
export async function openCityServer(answering: Answering): Promise<CityServer> {
  let now = 0;
  let most = 0;
  const server = createServer((request, response) => {
    now += 1;
    most = Math.max(most, now);
    response.once('close', () => (now -= 1));
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.once('end', () => {
      const { method = '', url = '', headers } = request;
      const asked = { method, url, headers, body: Buffer.concat(parts).toString() };
      city.asked.push(asked);
      city.answering(response, asked);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const city: CityServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    answering,
    most: () => most,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return city;
}

/** Answers with JSON. */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
