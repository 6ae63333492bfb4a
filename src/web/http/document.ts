import type { FastifyReply } from 'fastify';
import type { DocumentFile } from '../../engine/documents/read-document.ts';

/** Sends the file of a document to be kept by whoever asked for it, and by nobody on the way. */
export function sendDocument(reply: FastifyReply, { name, pdf }: DocumentFile): FastifyReply {
  return reply
    .type('application/pdf')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(pdf);
}
