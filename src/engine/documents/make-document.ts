import { hash } from 'node:crypto';
import { qrSvg } from '../../platform/qr/qr-svg.ts';
import { readSignature } from '../../platform/signing/cms.ts';
import { signClaims } from '../../platform/signing/cose.ts';
import { preparePdf, putSignature, signPdf, signerOf } from '../../platform/signing/sign-pdf.ts';
import { checkAddress, permitClaims } from './permit-claims.ts';
import { documentPage } from './document-page.ts';
import { DocumentKeyError } from './document-works.ts';
import type { Prepared } from '../../platform/signing/sign-pdf.ts';
import type { Service } from '../define/define-service.ts';
import type { DocumentWorks } from './document-works.ts';
import type { Unmade } from './documents.store.ts';

/** A document that is made, and not kept yet. */
export type Made = { pdf: Buffer; hash: Buffer };

/**
 * Sets a document, with a place for its signature. The same row and key give the same bytes: nothing of now goes into it.
 * @throws DocumentKeyError when the key of its QR code is not to be had
 */
export async function setDocument(
  works: DocumentWorks,
  service: Service,
  document: Unmade,
  keyId: string,
): Promise<Prepared> {
  if (service.issues === null) throw new Error(`«${service.slug}» issues no document`);
  const message = signClaims(permitClaims(document), await works.privateKey(keyId));
  const qr = qrSvg(checkAddress(document.frozen.origin, message));
  const at = document.preparedAt;
  const data = documentPage(service, document, qr);
  const pdf = await works.typesetter.pdf({ template: service.issues.template, data, at });
  return preparePdf(pdf, { at, reason: 'Issued by the municipality' });
}

/** Signs what was set, unless it has a signature of the same bytes already. */
export async function signatureFor(
  works: DocumentWorks,
  prepared: Prepared,
  before: Buffer | null,
): Promise<Buffer> {
  if (before !== null && readSignature(before)?.digest.equals(prepared.digest)) return before;
  return signPdf(prepared, await works.signer());
}

/** Puts both together, and sees that what comes of it is genuine: nothing else is ever kept. */
export function finishDocument(prepared: Prepared, signature: Buffer): Made {
  const pdf = putSignature(prepared, signature);
  if (signerOf(pdf) === null)
    throw new DocumentKeyError('The certificate does not belong to the key of documents.');
  return { pdf, hash: hash('sha256', pdf, 'buffer') };
}
