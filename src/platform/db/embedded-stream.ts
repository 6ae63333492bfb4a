import { Duplex } from 'node:stream';
import type { EmbeddedChannel } from './embedded-channel.ts';

type Done = (error?: Error | null) => void;

const TERMINATE = 'X'.charCodeAt(0);

/** A stream that stands for pg's socket to a server; what is written goes to the worker of the embedded database. */
export function embeddedStream(channel: EmbeddedChannel): Duplex {
  async function send(chunks: Uint8Array[], done: Done): Promise<void> {
    try {
      const answer = await channel.ask(joined(chunks));
      stream.push(answer);
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }
  const stream = new Duplex({
    read() {},
    write(chunk: Uint8Array, _encoding, done: Done) {
      // The farewell is the connection's, not the database's.
      if (chunk[0] === TERMINATE) done();
      else void send([chunk], done);
    },
    writev(parts, done: Done) {
      void send(
        parts.map((part: { chunk: Uint8Array }) => part.chunk),
        done,
      );
    },
    final(done: Done) {
      stream.push(null);
      done();
    },
  });
  channel.onDown((reason) => stream.destroy(reason));
  // The rest of what pg asks of a socket.
  return Object.assign(stream, {
    connect: () => process.nextTick(() => stream.emit('connect')),
    setNoDelay() {},
    setKeepAlive() {},
    ref() {},
    unref() {},
  });
}

function joined(chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
