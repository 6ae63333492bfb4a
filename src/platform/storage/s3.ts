import { hash } from 'node:crypto';
import { StorageError, assertName } from './storage.ts';
import type { Storage } from './storage.ts';

/** A bucket of a store that speaks S3. `url`: of the bucket, without a slash at the end. */
export type S3Place = { url: string; region: string; keyId: string; secret: string };

/** How long one answer is waited for, in milliseconds. */
const patience = 15_000;

/** Files in a bucket. Requests are signed (version 4) with what they carry, so nothing can be put in on the way. */
export function s3Storage({ url, region, keyId, secret }: S3Place): Storage {
  const ask = async (method: 'PUT' | 'GET' | 'DELETE', name: string, body?: Buffer): Promise<Response> => {
    assertName(name);
    // Loaded when it is needed: most cities keep a folder.
    const { AwsClient } = await import('aws4fetch');
    const client = new AwsClient({
      accessKeyId: keyId,
      secretAccessKey: secret,
      region,
      service: 's3',
      retries: 0,
    });
    const signed = await client.sign(`${url}/${name}`, {
      method,
      headers: { 'x-amz-content-sha256': hash('sha256', body ?? '', 'hex') },
      ...(body && { body: new Uint8Array(body) }),
    });
    try {
      return await fetch(signed, { signal: AbortSignal.timeout(patience), redirect: 'error' });
    } catch {
      throw new StorageError('The store of files does not answer.');
    }
  };
  return {
    put: async (name, bytes) => {
      const { ok, status } = await ask('PUT', name, bytes);
      if (!ok) throw new StorageError(`The store of files refused a file (${status}).`);
    },
    get: async (name) => {
      const answer = await ask('GET', name);
      if (answer.status === 404) return null;
      if (!answer.ok) throw new StorageError(`The store of files refused to give a file (${answer.status}).`);
      return Buffer.from(await answer.arrayBuffer());
    },
    remove: async (name) => {
      const { ok, status } = await ask('DELETE', name);
      if (!ok && status !== 404)
        throw new StorageError(`The store of files refused to delete a file (${status}).`);
    },
  };
}
