import { hash } from 'node:crypto';

export type StatementNames = {
  /** The name under which this text is prepared, or nothing when it shall not be prepared. */
  nameOf(text: string): string | undefined;
  /** Gives every text a new name, so that every connection prepares it anew. */
  renew(): void;
};

// One statement of these kinds only: a script of many statements cannot be prepared. A semicolon inside a
// literal costs that text its preparation, never its correctness.
const PREPARABLE = /^\s*(select|insert|update|delete|with)\b[^;]*$/i;

/**
 * Names SQL texts for prepared statements: PostgreSQL then parses and plans a text once per connection.
 * The name is the same in every process, as a pooler between us and the server may share connections.
 * @param limit how many texts are named at most. Each occupies memory in every connection of the server, and texts
 * made from data would otherwise never end; those beyond the limit run unprepared.
 */
export function statementNames(limit = 500): StatementNames {
  const names = new Map<string, string>();
  let generation = 0;
  return {
    nameOf(text) {
      const known = names.get(text);
      if (known !== undefined) return known;
      if (names.size >= limit || !PREPARABLE.test(text)) return undefined;
      const name = `t${generation}_${hash('sha256', text, 'hex').slice(0, 32)}`;
      names.set(text, name);
      return name;
    },
    renew() {
      names.clear();
      generation += 1;
    },
  };
}
