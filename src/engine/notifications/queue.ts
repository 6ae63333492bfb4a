/** The queue of messages to be sent; a job holds the message's id. */
export const sendMessageQueue = 'send-message';
