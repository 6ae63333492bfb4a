import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** What an authenticator is asked, as far as it looks at it. */
export type Asked = { challenge: string; origin: string };

/** How one answer differs from what it should be. */
export type Differently = { verified?: boolean; host?: string; counter?: number; type?: string };

/** An authenticator of the tests: one ES256 key, for one site and one person. */
export type Authenticator = {
  id: string;
  /** The JSON that a browser sends of a new passkey. */
  make: (asked: Asked, differently?: Differently) => string;
  /** The JSON that a browser sends of a signature; it counts on by itself. `handle`: whose it says that it is. */
  sign: (asked: Asked, handle: string | null, differently?: Differently) => string;
};

const base64url = (bytes: Buffer) => bytes.toString('base64url');
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();

/** Makes an authenticator for a host. */
export function openAuthenticator(host: string): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(24);
  let signed = 0;

  const clientData = ({ challenge, origin }: Asked, type: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

  /** Host, flags (present, verified, with a key), counter. */
  const head = (flags: number, counter: number, at = host) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(at), Buffer.of(flags), count]);
  };
  const flagsOf = ({ verified = true }: Differently) => (verified ? 0x05 : 0x01);

  return {
    id: base64url(id),
    make: (asked, differently = {}) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const authData = Buffer.concat([
        head(flagsOf(differently) | 0x40, differently.counter ?? signed, differently.host),
        Buffer.alloc(16),
        length,
        id,
        coseKey(publicKey),
      ]);
      // {"fmt": "none", "attStmt": {}, "authData": …} in CBOR.
      const size = Buffer.alloc(2);
      size.writeUInt16BE(authData.length);
      const attestation = Buffer.concat([
        Buffer.of(0xa3, 0x63),
        Buffer.from('fmt'),
        Buffer.of(0x64),
        Buffer.from('none'),
        Buffer.of(0x67),
        Buffer.from('attStmt'),
        Buffer.of(0xa0, 0x68),
        Buffer.from('authData'),
        Buffer.of(0x59),
        size,
        authData,
      ]);
      return JSON.stringify({
        id: base64url(id),
        rawId: base64url(id),
        type: 'public-key',
        response: {
          clientDataJSON: base64url(clientData(asked, differently.type ?? 'webauthn.create')),
          attestationObject: base64url(attestation),
          transports: ['internal'],
        },
        clientExtensionResults: {},
      });
    },
    sign: (asked, handle, differently = {}) => {
      signed += 1;
      const data = clientData(asked, differently.type ?? 'webauthn.get');
      const authData = head(flagsOf(differently), differently.counter ?? signed, differently.host);
      const signature = sign('sha256', Buffer.concat([authData, sha256(data)]), privateKey);
      return JSON.stringify({
        id: base64url(id),
        rawId: base64url(id),
        type: 'public-key',
        response: {
          clientDataJSON: base64url(data),
          authenticatorData: base64url(authData),
          signature: base64url(signature),
          ...(handle !== null && { userHandle: handle }),
        },
      });
    },
  };
}

/** A key of P-256 in COSE: {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20),
    Buffer.from(x, 'base64url'),
    Buffer.of(0x22, 0x58, 0x20),
    Buffer.from(y, 'base64url'),
  ]);
}
