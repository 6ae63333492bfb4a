import { connect } from 'smpp';
import type { Pdu, Session } from 'smpp';

/** Which SMSC, and who we are to it. */
export type SmppPlace = {
  kind: 'smpp';
  name: string;
  host: string;
  port: number;
  tls: boolean;
  user: string;
  password: string;
  /** The name or number that phones show. */
  sender: string;
  timeoutMs: number;
  /** How often an idle session is asked whether it lives, in milliseconds. */
  enquireMs: number;
};

/** Something went wrong at the session; `sent`: the request was on its way, so that nobody can say whether it was done. */
export class SmppError extends Error {
  override name = 'SmppError';
  readonly why: string;
  readonly sent: boolean;
  constructor(why: string, sent: boolean) {
    super(`SMPP: ${why}`);
    this.why = why;
    this.sent = sent;
  }
}

/** One session that is opened when it is wanted, and again after it broke. */
export type Link = {
  /** Sends one part and waits for the answer. @throws SmppError */
  submit: (fields: Record<string, unknown>) => Promise<Pdu>;
  /** Opens the session if it is not open. @throws SmppError */
  bound: () => Promise<Session>;
  /** Has it opened again by itself whenever it breaks, for receipts. */
  keepOpen: () => void;
  close: () => Promise<void>;
};

/** The waits before a session is opened again, in milliseconds. */
const firstWait = 500;
const longestWait = 30_000;

/** An SMSC that could not keep what it gave us sends it again. */
const tryLater = 0x64;

/**
 * Keeps one session. `receive` is given what the SMSC delivers, and has kept it when it ends; what it could not keep is
 * asked for again.
 */
export function openLink(
  place: SmppPlace,
  log: (event: string) => void,
  receive: (pdu: Pdu) => Promise<void>,
): Link {
  let opening: Promise<Session> | null = null;
  let isKept = false;
  let isClosed = false;
  let wait = firstWait;
  let timer: NodeJS.Timeout | undefined;

  const bound = (): Promise<Session> => {
    if (isClosed) return Promise.reject(new SmppError('closed', false));
    opening ??= open(place, receive, () => {
      opening = null;
      again();
    }).then(
      (session) => {
        wait = firstWait;
        log('messages.session.open');
        return session;
      },
      (error: unknown) => {
        opening = null;
        again();
        throw error;
      },
    );
    return opening;
  };
  const again = () => {
    if (!isKept || isClosed || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      bound().catch(() => {});
    }, wait);
    timer.unref();
    wait = Math.min(wait * 2, longestWait);
  };

  return {
    bound,
    submit: async (fields) => {
      const session = await bound();
      return ask(session, place.timeoutMs, (answer) => session.submit_sm(fields, answer));
    },
    keepOpen: () => {
      isKept = true;
      bound().catch(() => {});
    },
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      const session = await opening?.catch(() => null);
      if (!session) return;
      await ask(session, 1_000, (answer) => session.unbind(answer)).catch(() => {});
      session.destroy();
    },
  };
}

async function open(
  place: SmppPlace,
  receive: (pdu: Pdu) => Promise<void>,
  broke: () => void,
): Promise<Session> {
  const { host, port, tls, user, password, timeoutMs, enquireMs } = place;
  const session = connect({ host, port, tls, ...(tls && { servername: host }) });
  // Every message on its way listens for the end of the session.
  session.setMaxListeners(0);
  // Every break ends in «close»; without a listener an error would end the process.
  session.on('error', () => session.destroy());
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      session.destroy();
      reject(new SmppError('timeout', false));
    }, timeoutMs);
    session.once('close', () => {
      clearTimeout(timer);
      reject(new SmppError('unreachable', false));
    });
    session.once(tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  try {
    const answer = await ask(session, timeoutMs, (done) =>
      session.bind_transceiver({ system_id: user, password, interface_version: 0x34 }, done),
    );
    if (answer.command_status !== 0) throw new SmppError(`bind-${answer.command_status.toString(16)}`, false);
  } catch (error) {
    session.destroy();
    // Before it is bound, nothing of a message was sent.
    throw error instanceof SmppError ? new SmppError(error.why, false) : error;
  }
  session.on('deliver_sm', (pdu: Pdu) => {
    receive(pdu).then(
      () => session.send(pdu.response()),
      () => session.send(pdu.response({ command_status: tryLater })),
    );
  });
  session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu: Pdu) => {
    session.send(pdu.response());
    session.close();
  });
  const heart = setInterval(() => {
    // Who does not answer is gone, though the connection may not say so for hours.
    ask(session, timeoutMs, (answer) => session.enquire_link(answer)).catch(() => session.destroy());
  }, enquireMs);
  heart.unref();
  session.once('close', () => {
    clearInterval(heart);
    broke();
  });
  return session;
}

/** Sends one request and waits for its answer. */
function ask(
  session: Session,
  patience: number,
  send: (answer: (pdu: Pdu) => void) => boolean,
): Promise<Pdu> {
  return new Promise((resolve, reject) => {
    const broken = () => end(() => reject(new SmppError('cut', true)));
    const timer = setTimeout(() => end(() => reject(new SmppError('timeout', true))), patience);
    const end = (then: () => void) => {
      clearTimeout(timer);
      session.off('close', broken);
      then();
    };
    session.once('close', broken);
    if (!send((pdu) => end(() => resolve(pdu)))) end(() => reject(new SmppError('unreachable', false)));
  });
}
