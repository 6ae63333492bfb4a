import { ChannelError } from '../platform/channels/channel.ts';
import { jsonLog } from '../platform/log/log.ts';
import { openAll } from './connect-channels.ts';
import type { Channel } from '../platform/channels/channel.ts';
import type { Config } from './config.ts';
import type { Finding } from './finding.ts';

/** Would each gateway take a message now? None is sent. */
export async function examineChannels({ mode, channels: places }: Config): Promise<Finding[]> {
  const [sms, email] = await openAll(
    places,
    jsonLog(() => {}),
  );
  const findings: Finding[] = [];
  if (sms.length === 0)
    findings.push(
      mode === 'demo'
        ? { what: 'SMS', is: 'note', says: 'simulated phones, which anybody can look at' }
        : { what: 'SMS', is: 'bad', says: 'no gateway is connected: set SMS_GATEWAYS' },
    );
  for (const [at, channel] of sms.entries())
    findings.push(await examine(channel, at === 0 ? 'SMS' : `SMS, ${at + 1}`));
  if (email.length === 0)
    findings.push({ what: 'e-mail', is: 'note', says: 'no server: alarms stand in the log alone' });
  for (const channel of email) findings.push(await examine(channel, 'e-mail'));
  return findings;
}

async function examine(channel: Channel, what: string): Promise<Finding> {
  try {
    await channel.probe();
    return { what, is: 'good', says: `${channel.name} would take a message` };
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    return { what, is: 'bad', says: `${channel.name}: ${error.message}` };
  } finally {
    await channel.close();
  }
}
