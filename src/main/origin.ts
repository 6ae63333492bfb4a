import { userInfo } from 'node:os';
import { commandLine } from '../engine/audit/record.ts';
import type { Origin } from '../engine/audit/record.ts';

/** The user of this machine who runs the command. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return String(process.getuid?.() ?? 'unknown');
  }
}

/** Who does what a command does, and from where. */
export function commandOrigin(): Origin {
  return { actor: { kind: 'command', user: userName() }, place: commandLine };
}
