/** The queue of work on the register that takes its time. */
export const registerTaskQueue = 'register-task';
