/** Facts of a log line. Never a name, phone, code, reference, or anything a person typed. */
export type LogFacts = Record<string, string | number | boolean | null>;

/** Where lines of the log go. `event` is a fixed dotted name, `register.misses.alarm`. */
export type Log = {
  info: (event: string, facts?: LogFacts) => void;
  warn: (event: string, facts?: LogFacts) => void;
  error: (event: string, error: unknown, facts?: LogFacts) => void;
};

/** A log of one JSON object a line. Values are escaped by JSON, so that no line can be forged. */
export function jsonLog(write: (line: string) => void): Log {
  const line = (level: string, event: string, facts: object) =>
    write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...facts })}\n`);
  return {
    info: (event, facts = {}) => line('info', event, facts),
    warn: (event, facts = {}) => line('warn', event, facts),
    error: (event, error, facts = {}) => line('error', event, { ...facts, ...describe(error) }),
  };
}

/** Of an error: its class, SQLSTATE and stack. A database's message may quote values; its first line is left out. */
function describe(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const frames = (error.stack ?? '').split('\n').filter((each) => /^\s+at /.test(each));
  const quotesValues = 'severity' in error || 'detail' in error;
  const message = quotesValues ? {} : { message: error.message };
  return { error: error.name, ...code, ...message, stack: frames.slice(0, 8).join('\n') };
}
