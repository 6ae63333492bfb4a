import { createPublicKey, randomBytes, sign } from 'node:crypto';
import * as der from './der.ts';
import type { KeyObject } from 'node:crypto';

const names = { commonName: '2.5.4.3', organization: '2.5.4.10' };
const ecdsaWithSha256 = '1.2.840.10045.4.3.2';

/**
 * A certificate that a P-256 key gives itself, to sign documents: for the demo and the tests, where no authority knows us.
 * Whoever checks with it knows that documents come from the same hand, not whose hand it is.
 */
export function selfSigned(privateKey: KeyObject, name: string, from: Date, years: number): Buffer {
  const until = new Date(from);
  until.setUTCFullYear(from.getUTCFullYear() + years);
  const algorithm = der.sequence(der.oid(ecdsaWithSha256));
  const whose = der.sequence(attribute(names.organization, name), attribute(names.commonName, name));
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = der.sequence(
    der.explicit(0, der.integer(Buffer.of(2))),
    der.integer(serial),
    algorithm,
    whose,
    der.sequence(der.time(from), der.time(until)),
    whose,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    der.explicit(
      3,
      der.sequence(
        // No authority over others; may sign, and stands by what it signed.
        extension('2.5.29.19', der.sequence()),
        extension('2.5.29.15', der.bits(Buffer.of(0b1100_0000), 6)),
      ),
    ),
  );
  return der.sequence(body, algorithm, der.bits(sign('sha256', body, privateKey)));
}

function attribute(type: string, text: string): Buffer {
  return der.setOf(der.sequence(der.oid(type), der.utf8(text)));
}

function extension(type: string, content: Buffer): Buffer {
  return der.sequence(der.oid(type), der.truth(), der.octets(content));
}
