import { Refused } from '../http/refusals.ts';
import type { FastifyReply } from 'fastify';
import type { GuidePictures } from './kept-guide.ts';

/** Sends a picture of a guide, which is kept for ever under its name: by anybody, or by its reader alone. */
export async function sendPicture(
  reply: FastifyReply,
  pictures: GuidePictures,
  file: string,
  kept: 'public' | 'private',
): Promise<FastifyReply> {
  const picture = await pictures.read(file);
  if (picture === undefined) throw new Refused('not-found');
  return reply
    .type('image/webp')
    .header('cache-control', `${kept}, max-age=31536000, immutable`)
    .send(picture);
}

/** Sends a guide to print; its words follow the settings, so nobody keeps a copy. */
export function sendGuidePdf(reply: FastifyReply, name: string, pdf: Buffer): FastifyReply {
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${name}.pdf"`)
    .header('cache-control', 'no-store')
    .send(pdf);
}
