import { BlockList, isIPv6 } from 'node:net';
import type { Server } from 'node:net';

/**
 * Lets one address hold at most so many connections at once; more are cut. `exempt`: addresses and networks that are
 * not counted, such as proxies, which speak for many.
 */
export function limitConnections(server: Server, most: number, exempt: readonly string[]): void {
  const uncounted = new BlockList();
  for (const each of exempt) {
    const [address = '', bits] = each.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) uncounted.addAddress(address, family);
    else uncounted.addSubnet(address, Number(bits), family);
  }
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    // An IPv4 address that came to a socket of IPv6 is the same address.
    const address = socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '') ?? '';
    if (address === '' || uncounted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) return;
    const now = (open.get(address) ?? 0) + 1;
    if (now > most) {
      socket.destroy();
      return;
    }
    open.set(address, now);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
