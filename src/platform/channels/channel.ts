/** What is sent: an SMS to a number in E.164, or an e-mail to an address, with its subject. */
export type Outgoing = { id: string; to: string; text: string; subject?: string };

/**
 * What became of one attempt. `why` is a code of ours in small letters: nothing that a gateway wrote is kept, since it may
 * repeat the number or the text.
 */
export type SendResult =
  /** The gateway has it; `references` are its own names, one for each part. */
  | { kind: 'accepted'; references: string[] }
  /** It will never take this message; another gateway may. */
  | { kind: 'refused'; why: string }
  /** It certainly has not taken it: it may be tried again, here or elsewhere. `most`: at most so many times. */
  | { kind: 'not-taken'; why: string; most?: number }
  /** It was asked, and nobody can say whether it took it. */
  | { kind: 'unknown'; why: string };

/** What a gateway knows of a message by our id. */
export type Asked = { kind: 'has'; references: string[] } | { kind: 'has-not' } | { kind: 'cannot-say' };

/** What a gateway said of a part after it had taken it. */
export type Receipt = { reference: string; says: 'delivered' | 'failed'; why: string | null };

/** An SMS that somebody wrote to us: `id` is the gateway's, or follows from what it gave. */
export type Incoming = { id: string; from: string; text: string };

/** One way out of the house: a gateway of SMS, or a server of e-mail. */
export type Channel = {
  /** As the configuration names it; attempts are kept under it. */
  name: string;
  /**
   * Sends one message; `id` is ours and the same at every attempt. What goes wrong is a result: it throws only for what is
   * a mistake of ours.
   */
  send: (message: Outgoing) => Promise<SendResult>;
  /** Asks what became of a message whose answer was lost; only gateways that can be asked have it. */
  ask?: (id: string) => Promise<Asked>;
  /**
   * Begins to take receipts, and what people write to us; only gateways that send some have it. The gateway is thanked when
   * `take` or `hear` has ended well, so that what could not be kept comes again.
   */
  listen?: (take: (receipt: Receipt) => Promise<void>, hear?: (sms: Incoming) => Promise<void>) => void;
  /** Would it take a message now? Sends none. @throws ChannelError with a sentence that says what is wrong */
  probe: () => Promise<void>;
  close: () => Promise<void>;
};

/** The ways out, in the order in which they are tried. Empty: there is none yet, and messages wait. */
export type Channels = { sms: readonly Channel[]; email: readonly Channel[] };

/** What is wrong with a channel. The message repeats neither a secret nor anything that the other side wrote. */
export class ChannelError extends Error {
  override name = 'ChannelError';
}

/** The code of an error of the system or of a library, wherever it stands; empty when it has none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

/** Errors of a connection that never came about: nothing can have been sent over it. */
const beforehand =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|ERR_SSL.*|EPROTO)$/;

/** Was the other side never reached? */
export function neverReached(error: unknown): boolean {
  return beforehand.test(codeOf(error));
}
