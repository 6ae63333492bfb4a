import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { codingFor } from './encoding.ts';
import type { FastifyInstance } from 'fastify';

/** The files that a browser gets, under names that change with their content, so that they are kept for ever. */
export type Assets = {
  /** The address of a file by its plain name: `style.css` → `/assets/style.1a2b3c4d.css`. */
  address: (name: string) => string;
  /** The file's content as text: for what is drawn into pages. */
  text: (name: string) => string;
  find: (address: string) => Asset | undefined;
};

type Asset = { name: string; type: string; plain: Buffer; brotli: Buffer | null; gzip: Buffer | null };

const folder = new URL('../../client/', import.meta.url);

/** Where each file stands; a file that is not here is not served. */
const files: Record<string, string> = {
  'plex-400.woff2': 'fonts/plex-400.woff2',
  'plex-600.woff2': 'fonts/plex-600.woff2',
  'emblem.svg': 'emblem.svg',
  'proof-of-work.js': 'proof-of-work.js',
  'receipt.js': 'receipt.js',
  'passkey.js': 'passkey.js',
  'style.css': 'style.css',
  'staff.css': 'staff.css',
  'guide.css': 'guide.css',
  // A library that reads squares, as it is published.
  'qr.js': import.meta.resolve('qr'),
  'qr-decode.js': import.meta.resolve('qr/decode.js'),
  'signed.js': 'signed.js',
  'scan.js': 'scan.js',
  'verify.js': 'verify.js',
  'verify-worker.js': 'verify-worker.js',
  'forget-day.js': 'forget-day.js',
  'inspection-list.js': 'inspection-list.js',
  'inspection-note.js': 'inspection-note.js',
  'inspection-worker.js': 'inspection-worker.js',
};

/** What modules import under names that are not ours. */
const otherNames: Record<string, Record<string, string>> = { 'qr-decode.js': { './index.js': './qr.js' } };

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/**
 * Reads, names and compresses the files, once when the process starts. Files may name others as `/assets/<name>`, and modules
 * import others as `./<name>`.
 */
export function loadAssets(): Assets {
  const byAddress = new Map<string, Asset>();
  const addresses = new Map<string, string>();
  for (const [name, path] of Object.entries(files)) {
    const ending = name.slice(name.lastIndexOf('.') + 1);
    const original = readFileSync(new URL(path, folder));
    const isText = ending !== 'woff2';
    const plain = isText ? Buffer.from(nameOthers(name, original.toString('utf8'), addresses)) : original;
    const hash = createHash('sha256').update(plain).digest('hex').slice(0, 10);
    const address = `/assets/${name.slice(0, -ending.length)}${hash}.${ending}`;
    addresses.set(name, address);
    byAddress.set(address, {
      name,
      type: types[ending] ?? 'application/octet-stream',
      plain,
      brotli: isText
        ? brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } })
        : null,
      gzip: isText ? gzipSync(plain, { level: 9 }) : null,
    });
  }
  const addressOf = (name: string) => {
    const address = addresses.get(name);
    if (address === undefined) throw new Error(`There is no file ${name}`);
    return address;
  };
  return {
    address: addressOf,
    text: (name) => byAddress.get(addressOf(name))?.plain.toString('utf8') ?? '',
    find: (address) => byAddress.get(address),
  };
}

/** Files are loaded in such an order that those which are named come first. */
function nameOthers(own: string, text: string, addresses: ReadonlyMap<string, string>): string {
  const named = Object.entries(otherNames[own] ?? {}).reduce(
    (all, [theirs, ours]) => all.replaceAll(`'${theirs}'`, `'${ours}'`),
    text,
  );
  return named
    .replace(/\/assets\/([a-z0-9-]+\.[a-z0-9]+)/g, (whole, name: string) => addresses.get(name) ?? whole)
    .replace(/'\.\/([a-z0-9-]+\.js)'/g, (whole, name: string) => {
      const address = addresses.get(name);
      return address === undefined ? whole : `'${address}'`;
    });
}

/** Serves the files, and the emblem where browsers look for an icon by themselves. */
export function serveAssets(app: FastifyInstance, assets: Assets): void {
  app.get('/assets/:file', (request, reply) => {
    const asset = assets.find(request.url);
    if (asset === undefined) return reply.callNotFound();
    void reply.type(asset.type).header('cache-control', 'public, max-age=31536000, immutable');
    if (asset.brotli !== null) void reply.header('vary', 'accept-encoding');
    const coding = codingFor(request);
    const compressed = coding === 'br' ? asset.brotli : coding === 'gzip' ? asset.gzip : null;
    if (coding === null || compressed === null) return reply.send(asset.plain);
    return reply.header('content-encoding', coding).send(compressed);
  });
  app.get('/favicon.ico', (_request, reply) => reply.redirect(assets.address('emblem.svg'), 302));
  app.get('/robots.txt', (_request, reply) =>
    reply
      .type('text/plain')
      .send('User-agent: *\nDisallow: /demo/\nDisallow: /*/track\nDisallow: /*/staff\n'),
  );
}
