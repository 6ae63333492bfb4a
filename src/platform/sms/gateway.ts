/** What a gateway said of one message. */
export type SmsResult =
  /** It took the message; `reference` is its own name for it. */
  | { kind: 'accepted'; reference: string }
  /** It will never take this message; trying again is of no use. */
  | { kind: 'refused'; why: string };

/**
 * Sends SMS. `id` is ours and the same at every try, so that a gateway that can tell repeats apart will.
 * Throws when it could not be asked, or did not answer: the message may be tried again.
 */
export type SmsGateway = {
  name: string;
  send: (message: { id: string; to: string; text: string }) => Promise<SmsResult>;
};

/** Where no gateway is connected: messages stay in their queue and are tried again. */
export const noGateway: SmsGateway = {
  name: 'none',
  send: () => Promise.reject(new Error('No SMS gateway is connected')),
};
