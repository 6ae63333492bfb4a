import { createTransport } from 'nodemailer';
import { ChannelError, codeOf } from './channel.ts';
import type { Channel, SendResult } from './channel.ts';

/** Which server takes our e-mail. */
export type SmtpPlace = {
  kind: 'smtp';
  name: string;
  host: string;
  port: number;
  /** Encrypted from the first byte; otherwise by STARTTLS, which is asked for unless the server is on this machine. */
  secure: boolean;
  startTls: boolean;
  user: string | null;
  password: string | null;
  /** The address that e-mail comes from. */
  from: string;
  timeoutMs: number;
};

/** A server of e-mail. Certificates are checked. The same message has the same Message-ID at every attempt. */
export function smtpChannel(place: SmtpPlace): Channel {
  const { host, port, secure, startTls, user, password, from, timeoutMs } = place;
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: startTls,
    ignoreTLS: !secure && !startTls,
    ...(user !== null && { auth: { user, pass: password ?? '' } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // An e-mail is text that we wrote: nothing in it names a file or an address to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@(.+?)>?$/.exec(from)?.[1] ?? 'localhost';
  return {
    name: place.name,
    send: async ({ id, to, text, subject = '' }) => {
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'accepted', references: [id] };
      } catch (error) {
        return readError(error);
      }
    },
    probe: async () => {
      try {
        await transport.verify();
      } catch (error) {
        const { responseCode } = error as { responseCode?: number };
        const said = [codeOf(error), responseCode].filter(Boolean).join(' ');
        throw new ChannelError(`it would not take an e-mail (${said})`);
      }
    },
    close: async () => {
      transport.close();
    },
  };
}

/** What a failure of SMTP means: only after the text was on its way can nobody say. */
function readError(error: unknown): SendResult {
  const { responseCode, command } = error as { responseCode?: number; command?: string };
  if (responseCode !== undefined) {
    const why = `smtp-${responseCode}`;
    // 4xx: later. Before the envelope it is about the line and our password, which a person mends: no fault of the e-mail.
    const isOfMail =
      command !== undefined && /^(?:MAIL FROM|RCPT TO|DATA)$/.test(command) && responseCode !== 530;
    return responseCode < 500 || !isOfMail ? { kind: 'not-taken', why } : { kind: 'refused', why };
  }
  if (command === 'DATA') return { kind: 'unknown', why: 'cut' };
  return { kind: 'not-taken', why: 'unreachable' };
}
