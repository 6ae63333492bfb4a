/** The queue of messages to be sent; a job holds the message's id. */
export const sendMessageQueue = 'send-message';

/** The queue that sends whatever is due; its jobs hold nothing. */
export const sendDueQueue = 'send-due';
