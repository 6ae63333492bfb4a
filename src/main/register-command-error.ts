/** A work on the register that could not be done; the message says why, in both languages where a clerk may read it. */
export class RegisterCommandError extends Error {
  override name = 'RegisterCommandError';
}
