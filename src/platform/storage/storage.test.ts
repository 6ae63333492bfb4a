import assert from 'node:assert/strict';
import { createHmac, hash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { folderStorage } from './folder.ts';
import { s3Storage } from './s3.ts';
import { StorageError } from './storage.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const place = { region: 'jo-amman-1', keyId: 'AKIDTESTS', secret: 'a secret of the tests' };
const files = new Map<string, Buffer>();
let status = 0;

/** Signature version 4, worked out from what arrived. */
function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const read =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (read === null) return false;
  const [, keyId, day = '', region = '', names = '', signature] = read;
  const print = hash('sha256', body, 'hex');
  if (keyId !== place.keyId || region !== place.region || request.headers['x-amz-content-sha256'] !== print)
    return false;
  const list = names.split(';');
  if (!list.includes('host') || !list.includes('x-amz-content-sha256')) return false;
  const headers = list.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('');
  const canonical = [request.method, request.url, '', headers, names, print].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = [
    'AWS4-HMAC-SHA256',
    request.headers['x-amz-date'],
    scope,
    hash('sha256', canonical, 'hex'),
  ].join('\n');
  const mac = (key: string | Buffer, what: string) => createHmac('sha256', key).update(what).digest();
  const key = mac(mac(mac(mac(`AWS4${place.secret}`, day), region), 's3'), 'aws4_request');
  return mac(key, text).toString('hex') === signature;
}

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => answerTo(request, response, Buffer.concat(pieces)));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

function answerTo(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const name = request.url ?? '';
  const file = files.get(name);
  const answer = (code: number, content?: Buffer) => response.writeHead(code).end(content);
  if (status !== 0) answer(status);
  else if (!isSigned(request, body)) answer(403);
  else if (request.method === 'PUT') {
    files.set(name, body);
    answer(200);
  } else if (request.method === 'DELETE') {
    files.delete(name);
    answer(204);
  } else if (file === undefined) answer(404);
  else answer(200, file);
}
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/permits`;
after(() => server.close());

const folder = await mkdtemp(join(tmpdir(), 'tajdeed-storage-'));
after(() => rm(folder, { recursive: true, force: true }));

for (const [kind, storage] of Object.entries({
  folder: folderStorage(folder),
  s3: s3Storage({ url, ...place }),
})) {
  test(`${kind}: what was kept is there, and may be kept again`, async () => {
    const bytes = Buffer.from([0, 1, 2, 255]);
    assert.equal(await storage.get('abcdef0123.pdf'), null);
    for (let n = 0; n < 2; n++) {
      await storage.put('abcdef0123.pdf', bytes);
      assert.deepEqual(await storage.get('abcdef0123.pdf'), bytes);
    }
  });

  test(`${kind}: what was deleted is gone, and may be deleted again`, async () => {
    await storage.put('fedcba9876.pdf', Buffer.of(1));
    for (let n = 0; n < 2; n++) {
      await storage.remove('fedcba9876.pdf');
      assert.equal(await storage.get('fedcba9876.pdf'), null);
    }
  });

  test(`${kind}: a name that could lead elsewhere is refused`, async () => {
    for (const name of ['../secret.pdf', 'a/b.pdf', '.', 'ABCDEFGH.pdf', ''])
      for (const work of [storage.get(name), storage.put(name, Buffer.alloc(1))])
        await assert.rejects(work, StorageError, name);
  });
}

test('folder: nothing unfinished stays', async () => {
  const left = await readdir(folder, { recursive: true });
  assert.deepEqual(left.toSorted(), ['ab', 'ab/abcdef0123.pdf', 'fe']);
});

test('s3: a wrong secret, a refusal and a store that is away are said in a sentence', async () => {
  const wrong = s3Storage({ url, ...place, secret: 'another' });
  await assert.rejects(wrong.put('abcdef0123.pdf', Buffer.of(1)), /refused a file \(403\)/);
  await assert.rejects(wrong.get('abcdef0123.pdf'), /refused to give a file \(403\)/);
  status = 503;
  await assert.rejects(s3Storage({ url, ...place }).get('abcdef0123.pdf'), /\(503\)/);
  status = 0;
  const away = s3Storage({ url: 'http://127.0.0.1:1/permits', ...place });
  await assert.rejects(away.get('abcdef0123.pdf'), /does not answer/);
});
