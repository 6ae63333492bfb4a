import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

/** Stands between a client and a server, and does what networks do. */
export type Relay = {
  port: number;
  /** How many answers were cut. */
  cuts: () => number;
  /** Cuts every connection and refuses new ones, as a server that has gone away. */
  goAway: () => Promise<void>;
  /** Lets connections through again. */
  comeBack: () => Promise<void>;
  close: () => Promise<void>;
};

/**
 * Opens a relay to a port of this machine. `dropAnswer` is asked for each connection: when it says so, what the client
 * sent is delivered, and the connection is cut as soon as the answer arrives.
 */
export async function openRelay(to: number, dropAnswer: () => boolean = () => false): Promise<Relay> {
  const sockets = new Set<Socket>();
  let cuts = 0;
  const server = createServer((client) => {
    const far = connect(to, '127.0.0.1');
    const drops = dropAnswer();
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => {});
    }
    client.pipe(far);
    far.on('data', (part) => {
      if (!drops) return void client.write(part);
      cuts += 1;
      client.destroy();
      far.destroy();
    });
    far.on('close', () => client.destroy());
    client.on('close', () => far.destroy());
  });
  const listen = async (at: number) => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  const shut = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  };
  return { port, cuts: () => cuts, goAway: shut, comeBack: () => listen(port), close: shut };
}
