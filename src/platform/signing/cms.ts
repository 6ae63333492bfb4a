import { X509Certificate, hash, sign, verify } from 'node:crypto';
import * as der from './der.ts';
import type { KeyObject } from 'node:crypto';

const ids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  rsaWithSha256: '1.2.840.113549.1.1.11',
};

/** Who signs: the key, its certificate first and then those that vouch for it, as DER. */
export type Signer = { privateKey: KeyObject; certificates: readonly Buffer[] };

/**
 * A detached signature of a digest (SHA-256) as CMS (RFC 5652), in the form that PAdES baseline B asks for: the certificate
 * is bound by `signingCertificateV2`, and there is no time of signing, which stands in the PDF. With a P-256 or an RSA key.
 */
export function signDigest(digest: Buffer, { privateKey, certificates }: Signer): Buffer {
  const [certificate] = certificates;
  if (certificate === undefined) throw new RangeError('a signer has a certificate');
  const attributes = signedAttributes(digest, certificate);
  return cms(digest, certificates, isRsa(privateKey), sign('sha256', attributes, privateKey));
}

/** What a signature was made of. */
export type Signed = { digest: Buffer; certificate: X509Certificate };

/**
 * Reads a signature that `signDigest` made and sees that it is right, whoever made it: compare the certificate. Null when
 * it is not, also when it is the same written in another form, so that no byte of it can be another.
 */
export function readSignature(bytes: Buffer): Signed | null {
  try {
    const signedData = child(child(der.readDer(bytes), 1), 0);
    const parts = der.readAll(signedData.content);
    const signer = der.readAll(child(parts[4] ?? null, 0).content);
    const certificates = der.readAll((parts[3] ?? fail()).content).map((each) => each.whole);
    const signature = (signer[5] ?? fail()).content;
    const digest = digestIn((signer[3] ?? fail()).content) ?? fail();
    const certificate = new X509Certificate(certificates[0] ?? fail());
    const { publicKey } = certificate;
    if (!cms(digest, certificates, isRsa(publicKey), signature).equals(bytes)) return null;
    const attributes = signedAttributes(digest, certificates[0] ?? fail());
    return verify('sha256', attributes, publicKey, signature) ? { digest, certificate } : null;
  } catch {
    // Of a broken certificate Node says so by throwing.
    return null;
  }
}

function cms(digest: Buffer, certificates: readonly Buffer[], rsa: boolean, signature: Buffer): Buffer {
  const certificate = certificates[0] ?? fail();
  const sha256 = der.sequence(der.oid(ids.sha256));
  const signer = der.sequence(
    der.integer(Buffer.of(1)),
    issuerAndSerial(certificate),
    sha256,
    der.implicit(0, signedAttributes(digest, certificate)),
    rsa
      ? der.sequence(der.oid(ids.rsaWithSha256), der.nothing())
      : der.sequence(der.oid(ids.ecdsaWithSha256)),
    der.octets(signature),
  );
  const content = der.sequence(
    der.integer(Buffer.of(1)),
    der.setOf(sha256),
    der.sequence(der.oid(ids.data)),
    // The certificates stay in the order of who vouches for whom; readers look for the one that is named.
    der.explicit(0, Buffer.concat(certificates)),
    der.setOf(signer),
  );
  return der.sequence(der.oid(ids.signedData), der.explicit(0, content));
}

/** What the signature is really made over: the kind of content, its digest, and which certificate signs. */
function signedAttributes(digest: Buffer, certificate: Buffer): Buffer {
  const print = hash('sha256', certificate, 'buffer');
  const attribute = (type: string, content: Buffer) => der.sequence(der.oid(type), der.setOf(content));
  return der.setOf(
    attribute(ids.contentType, der.oid(ids.data)),
    attribute(ids.messageDigest, der.octets(digest)),
    attribute(ids.signingCertificateV2, der.sequence(der.sequence(der.sequence(der.octets(print))))),
  );
}

function digestIn(attributes: Buffer): Buffer | null {
  const type = der.oid(ids.messageDigest);
  for (const each of der.readAll(attributes)) {
    const [name, values] = der.readAll(each.content);
    if (name?.whole.equals(type) && values) return child(values, 0).content;
  }
  return null;
}

/** Issuer and serial number, as they stand in a certificate. */
function issuerAndSerial(certificate: Buffer): Buffer {
  const body = der.readAll(child(der.readDer(certificate), 0).content);
  return der.sequence((body[3] ?? fail()).whole, (body[1] ?? fail()).whole);
}

function isRsa(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'rsa';
}

function child(parent: der.Der | null, index: number): der.Der {
  return der.readAll((parent ?? fail()).content)[index] ?? fail();
}

function fail(): never {
  throw new RangeError('not a certificate, or not a signature of ours');
}
