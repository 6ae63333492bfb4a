import { brotliCompress, constants, gzip } from 'node:zlib';
import { page } from '../ui/page.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
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
): Promise<FastifyReply> {
  const { status = 200, ...content } = options;
  return sendHtml(request, reply.code(status), page({ ...content, portal: look.portal }));
}

/** Below this size compressing costs more than it saves. */
const worthCompressing = 1400;

/** Sends markup, compressed as the browser likes it. */
async function sendHtml(request: FastifyRequest, reply: FastifyReply, markup: string): Promise<FastifyReply> {
  void reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('vary', 'accept-encoding');
  const accepts = request.headers['accept-encoding'];
  if (typeof accepts !== 'string' || markup.length < worthCompressing) return reply.send(markup);
  if (/\bbr\b/.test(accepts)) return reply.header('content-encoding', 'br').send(await brotli(markup));
  if (/\bgzip\b/.test(accepts)) return reply.header('content-encoding', 'gzip').send(await gzipped(markup));
  return reply.send(markup);
}

// Quality 4 is where brotli is both smaller and quicker than gzip for a page of this size.
const brotliParams = { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 16 } };

function brotli(markup: string): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    brotliCompress(markup, brotliParams, (error, result) => (error ? reject(error) : resolve(result))),
  );
}

function gzipped(markup: string): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    gzip(markup, { level: 6 }, (error, result) => (error ? reject(error) : resolve(result))),
  );
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
