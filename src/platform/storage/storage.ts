/**
 * Where whole files are kept, under names that follow from their content: the same name has the same bytes, so writing one
 * twice is no harm. A name is small letters, digits and a dot.
 */
export type Storage = {
  /** Keeps a file; when this ends it is there for good, also after a power cut. */
  put: (name: string, bytes: Buffer) => Promise<void>;
  /** The file; null when there is none. */
  get: (name: string) => Promise<Buffer | null>;
  /** Deletes a file; one that is not there is no error. */
  remove: (name: string) => Promise<void>;
};

/** A file that cannot be kept or read. The message is a sentence without anything secret. */
export class StorageError extends Error {
  override name = 'StorageError';
}

/** Throws when a name could lead elsewhere. */
export function assertName(name: string): void {
  if (!/^[a-z0-9]{8,100}\.[a-z]{1,8}$/.test(name))
    throw new StorageError('A file has a name that cannot be kept.');
}
