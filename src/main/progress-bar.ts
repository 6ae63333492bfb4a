/** Shows how far a long work is, on the terminal's error output, so that what it prints stays clean. */
export type ProgressBar = {
  show: (state: { what: string; rows: number; share: number }) => void;
  end: () => void;
};

/** How often it is drawn: on a terminal, and as lines where nobody watches. In milliseconds. */
const drawnEvery = { terminal: 100, lines: 5000 };

const width = 24;

/** Makes a bar: rows done, rows a second, time left of this phase. */
export function openProgressBar(out: NodeJS.WriteStream): ProgressBar {
  const terminal = out.isTTY;
  let what = '';
  let began = performance.now();
  let drawn = 0;
  return {
    show: (state) => {
      const now = performance.now();
      if (state.what !== what) {
        what = state.what;
        began = now;
      }
      if (now - drawn < (terminal ? drawnEvery.terminal : drawnEvery.lines)) return;
      drawn = now;
      const text = describe(state, (now - began) / 1000);
      out.write(terminal ? `\r\u001B[K${text}` : `${text}\n`);
    },
    end: () => void (terminal && out.write('\r\u001B[K')),
  };
}

function describe(
  { what, rows, share }: { what: string; rows: number; share: number },
  seconds: number,
): string {
  const full = Math.round(Math.min(1, share) * width);
  const bar = `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
  const rate = seconds < 0.2 ? '' : `, ${Math.round(rows / seconds).toLocaleString('en')}/s`;
  const left = share > 0.02 && seconds > 0.5 ? `, ${Math.ceil((seconds * (1 - share)) / share)} s left` : '';
  return `${what} ${bar} ${rows.toLocaleString('en')} rows${rate}${left}`;
}
