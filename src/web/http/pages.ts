import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { page } from '../ui/page.ts';
import { codingFor } from './encoding.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Coding } from './encoding.ts';
import type { PageOptions } from '../ui/page.ts';
import type { Look } from './look.ts';

/** A page without its frame: what a room gives. */
export type PageContent = Omit<PageOptions, 'portal' | 'lang' | 'path'>;

/** Sends a page in the portal's frame. Pages are personal or depend on settings: nobody keeps a copy. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  look: Look,
  options: { status?: number; lang: PageOptions['lang']; path: string } & PageContent,
): FastifyReply {
  const { status = 200, ...content } = options;
  return sendHtml(request, reply.code(status), page({ ...content, portal: look.portal }));
}

/** Below this size compressing costs more than it saves. */
const worthCompressing = 1400;

/** Sends a whole document, compressed as the browser likes it. Nobody keeps a copy. */
function sendHtml(request: FastifyRequest, reply: FastifyReply, markup: string): FastifyReply {
  return sendEncoded(reply, encodeHtml(request, markup));
}

/** A document as it is sent. */
export type EncodedHtml = { bytes: Buffer; coding: Coding | null };

/**
 * Makes of a document what is sent. Who waits for something before sending makes it first: a text that is still in its thousand
 * pieces when memory is cleaned up costs more than making it did.
 */
export function encodeHtml(request: FastifyRequest, markup: string): EncodedHtml {
  const coding = markup.length < worthCompressing ? null : codingFor(request);
  // Encoded here: Node's own writing of a text that was joined of many pieces takes four times as long.
  if (coding === null) return { bytes: Buffer.from(markup), coding };
  const bytes = encoded(markup);
  return {
    bytes: coding === 'br' ? brotliCompressSync(bytes, brotli) : gzipSync(bytes, gzip),
    coding,
  };
}

/** Sends a document that was made before. Nobody keeps a copy. */
export function sendEncoded(reply: FastifyReply, { bytes, coding }: EncodedHtml): FastifyReply {
  void reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('vary', 'accept-encoding');
  if (coding !== null) void reply.header('content-encoding', coding);
  return reply.send(bytes);
}

// Quality 4 is where brotli is both smaller and quicker than gzip for a page of this size. It is done at once: handing
// a page of some kilobytes to another thread takes longer, and the threads' memory is not given back.
const brotli = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 16 },
  chunkSize: 4096,
};
const gzip = { level: 6, chunkSize: 4096 };

/** Where pages are encoded before they are compressed: a place for each would soon be 100 MB waiting to be freed. */
const place = Buffer.allocUnsafe(64 * 1024);

/** The bytes of a text, good until the next text is encoded. */
function encoded(text: string): Buffer {
  // No character of UTF-16 takes more than three bytes.
  if (text.length * 3 > place.length) return Buffer.from(text);
  return place.subarray(0, place.write(text));
}

/** Sends a browser on after a POST, so that reloading repeats nothing. `size` pads answers that must look alike. */
export function sendOn(reply: FastifyReply, address: string, size = 0): FastifyReply {
  return reply
    .code(303)
    .header('location', address)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(' '.repeat(Math.max(0, size - address.length)));
}
