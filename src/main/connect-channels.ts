import { guardChannel } from '../platform/channels/guard-channel.ts';
import { simulatedGateway } from '../platform/sms/simulator.ts';
import type { Channel, Channels } from '../platform/channels/channel.ts';
import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log/log.ts';
import type { ChannelPlaces, GatewayPlace } from './channel-config.ts';
import type { SmtpPlace } from '../platform/channels/smtp-channel.ts';
import type { Config } from './config.ts';

/** How long a gateway is left alone that was not reached five times in a row. */
const restMs = 30_000;
const failures = 5;

/**
 * Opens the ways out of the house. What speaks to a gateway is loaded only where the configuration has one of its kind, and
 * connected when the first message is sent. The demo has simulated phones.
 */
export async function connectChannels(
  { mode, channels: places }: Pick<Config, 'mode' | 'channels'>,
  db: Database,
  log: Log,
): Promise<Channels & { close: () => Promise<void> }> {
  const [sms, email] = await openAll(places, log);
  const guarded = sms.map((channel, at) =>
    guardChannel(channel, { atOnce: places.sms[at]?.atOnce ?? 1, failures, restMs }, log),
  );
  const all = [...sms, ...email];
  return {
    sms: mode === 'demo' ? [simulatedGateway(db)] : guarded,
    email,
    close: async () => void (await Promise.all(all.map((channel) => channel.close()))),
  };
}

/** The channels as they are, without a guard: for whoever asks each of them whether it works. */
export async function openAll(places: ChannelPlaces, log: Log): Promise<[Channel[], Channel[]]> {
  return Promise.all([
    Promise.all(places.sms.map((place) => openGateway(place, log))),
    Promise.all(places.email.map(openSmtp)),
  ]);
}

async function openGateway(place: GatewayPlace, log: Log): Promise<Channel> {
  if (place.kind === 'http') return (await import('../platform/channels/http-gateway.ts')).httpGateway(place);
  const { smppGateway } = await import('../platform/channels/smpp-gateway.ts');
  return smppGateway(place, (event) => log.info(event, { gateway: place.name }));
}

async function openSmtp(place: SmtpPlace): Promise<Channel> {
  return (await import('../platform/channels/smtp-channel.ts')).smtpChannel(place);
}
