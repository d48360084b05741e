import { clearLine, cursorTo } from 'node:readline';

const EVERY_MS = 200;

export interface Progress {
  /** What is under way. */
  stage(text: string): void;
  /** How far it is. */
  step(text: string): void;
  /** Removes the line, so that something else can be printed. */
  clear(): void;
}

/** One line on stderr that changes, or, where that is no terminal, a line per stage. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  let current = '';
  let shownAt = 0;
  const show = (text: string) => {
    cursorTo(stream, 0);
    stream.write(text.slice(0, Math.max(20, (stream.columns ?? 80) - 1)));
    clearLine(stream, 1);
    shownAt = performance.now();
  };
  return {
    stage(text) {
      current = text;
      if (stream.isTTY) show(text);
      else stream.write(`${text}\n`);
    },
    step(text) {
      if (stream.isTTY && performance.now() - shownAt > EVERY_MS) show(`${current}: ${text}`);
    },
    clear() {
      if (!stream.isTTY) return;
      cursorTo(stream, 0);
      clearLine(stream, 0);
    },
  };
}
