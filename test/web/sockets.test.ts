import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import { after, before, test } from 'node:test';
import { limitConnections } from '../../src/web/http/connections.ts';
import { buildServer } from '../../src/web/server.ts';
import { openPortal } from '../support/portal.ts';
import type { AddressInfo, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
let app: FastifyInstance;
let port: number;
before(async () => {
  portal = await openPortal();
  app = await buildServer(portal.ctx, {
    trustProxy: [],
    patience: { headers: 400, request: 800, check: 100 },
    health: { bootId: 'test', version: 'test', ready: () => Promise.resolve() },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = app.server.address() as AddressInfo);
});
after(async () => {
  await app.close();
  await portal.close();
});

/** Sends bytes, then a byte now and then if asked to; resolves with what was answered and after how long it was cut. */
async function talk(first: string, dripping = ''): Promise<{ answer: string; after: number }> {
  const socket: Socket = connect(port, '127.0.0.1');
  const began = performance.now();
  let answer = '';
  socket.on('data', (bytes) => void (answer += bytes.toString('latin1')));
  socket.on('error', () => undefined);
  socket.write(first);
  const drip = setInterval(() => dripping && socket.write(dripping), 50);
  await Promise.race([
    new Promise((resolve) => socket.once('close', resolve)),
    new Promise((resolve) => setTimeout(resolve, 5000).unref()),
  ]);
  clearInterval(drip);
  socket.destroy();
  return { answer, after: performance.now() - began };
}

test('who sends headers slowly, or half of them, is cut', async () => {
  const half = 'GET /ar HTTP/1.1\r\nHost: portal.test\r\nX-Half: ';
  for (const { answer, after: time } of [
    await talk(half),
    await talk(half, 'x'),
    await talk('G'),
    await talk(half, 'A: b\r\n'),
  ]) {
    assert.match(answer, /^HTTP\/1\.1 408 /);
    assert.ok(time >= 300 && time < 2500, `cut after ${Math.round(time)} ms`);
  }
});

test('who sends a form slowly is cut', async () => {
  const head =
    'POST /ar/track HTTP/1.1\r\nHost: portal.test\r\nOrigin: http://portal.test\r\n' +
    'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10000\r\n\r\n';
  for (const dripping of ['', 'a']) {
    const { answer, after: time } = await talk(head, dripping);
    assert.match(answer, /^(HTTP\/1\.1 408 |$)/);
    assert.ok(time >= 600 && time < 2500, `cut after ${Math.round(time)} ms`);
  }
});

test('what is no HTTP is refused without a word of what was sent', async () => {
  const requests: [string, string][] = [
    ['rubbish', 'zz9evil\r\n\r\n'],
    ['no host', 'GET /ar HTTP/1.1\r\n\r\n'],
    [
      'two lengths',
      'POST /ar/track HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nzz9evil',
    ],
    [
      'a length and chunks',
      'POST /ar/track HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a bare line feed', 'GET /ar HTTP/1.1\nHost: x\nX: zz9evil\n\n\r\n'],
    ['NUL in a header', 'GET /ar HTTP/1.1\r\nHost: x\r\nX: zz9\0evil\r\n\r\n'],
    ['a header of 20 kB', `GET /ar HTTP/1.1\r\nHost: x\r\nX: ${'zz9evil'.repeat(3000)}\r\n\r\n`],
    ['an address of 20 kB', `GET /${'zz9evil'.repeat(3000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['an unknown method', 'ZZ9EVIL /ar HTTP/1.1\r\nHost: x\r\n\r\n'],
  ];
  for (const [label, bytes] of requests) {
    const { answer, after: time } = await talk(bytes);
    assert.match(answer, /^HTTP\/1\.1 4\d\d /, label);
    assert.doesNotMatch(answer, /zz9evil/i, label);
    assert.ok(time < 2500, `${label}: the connection is closed`);
  }
});

test('an address with a host in it is no door to elsewhere', async () => {
  for (const url of ['http://zz9evil.example/ar', 'zz9evil:443', '*', '//zz9evil/ar', '?zz9evil']) {
    const { answer } = await talk(`GET ${url} HTTP/1.1\r\nHost: portal.test\r\nConnection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 (200|4\d\d|30[23]) /, url);
    assert.doesNotMatch(answer, /zz9evil/i, url);
  }
});

test('methods that the framework does not know are refused too', async () => {
  for (const method of ['PROPFIND', 'CONNECT', 'PURGE', 'M-SEARCH']) {
    const { answer } = await talk(`${method} /ar HTTP/1.1\r\nHost: portal.test\r\nConnection: close\r\n\r\n`);
    assert.match(answer, /^(HTTP\/1\.1 4\d\d |$)/, method);
  }
});

test('while the server closes, what was asked is still answered', async () => {
  const closing = await buildServer(portal.ctx, {
    trustProxy: [],
    health: {
      bootId: 'test',
      version: 'test',
      ready: () => new Promise((resolve) => setTimeout(resolve, 300)),
    },
  });
  await closing.listen({ host: '127.0.0.1', port: 0 });
  const at = (closing.server.address() as AddressInfo).port;
  const socket = connect(at, '127.0.0.1');
  let answer = '';
  socket.on('data', (bytes) => void (answer += bytes.toString('latin1')));
  const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: portal.test\r\n\r\n`;
  socket.write(request('/health/ready'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const closed = closing.close();
  // Another question on the same connection, after the closing began.
  socket.write(request('/health/live'));
  await once(socket, 'close');
  await closed;
  assert.equal(answer.match(/HTTP\/1\.1 200 OK/g)?.length, 2, answer);
  assert.doesNotMatch(answer, / 503 /);
});

test('one address holds so many connections and no more, until some are closed', async () => {
  const accepted = new Set<Socket>();
  const server = createServer((socket) => {
    if (socket.destroyed) return;
    accepted.add(socket);
    socket.write('.');
    socket.on('close', () => accepted.delete(socket));
  });
  limitConnections(server, 5, ['127.0.0.64/26', '::1']);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = (server.address() as AddressInfo).port;
  const open = async (localAddress: string) => {
    const socket = connect({ port: at, host: '127.0.0.1', localAddress });
    socket.on('error', () => undefined);
    socket.on('data', () => undefined);
    await new Promise((resolve) => socket.once('data', resolve).once('close', resolve));
    return socket;
  };
  const nine = async (address: string) => {
    const all: Socket[] = [];
    for (let count = 0; count < 9; count++) all.push(await open(address));
    return all;
  };
  const first = await nine('127.0.0.1');
  assert.equal(accepted.size, 5);
  const others = await nine('127.0.0.2');
  assert.equal(accepted.size, 10, 'another address has its own');
  const proxies = await nine('127.0.0.65');
  assert.equal(accepted.size, 19, 'a proxy speaks for many');
  for (const socket of first) socket.destroy();
  while (accepted.size > 14) await new Promise((resolve) => setTimeout(resolve, 10));
  const again = await nine('127.0.0.1');
  assert.equal(accepted.size, 19);
  for (const socket of [...others, ...proxies, ...again]) socket.destroy();
  server.close();
  await once(server, 'close');
});
