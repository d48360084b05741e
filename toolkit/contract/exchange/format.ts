import type { TextState } from './texts.ts';

/** A text as it goes to translators and comes back. */
export type Entry = { key: string; source: string; target: string; state: TextState };

/** A file of texts in one language. */
export type Exchange = { from: string; to: string; entries: Entry[] };

/** A way of writing texts down for translators. */
export type Format = {
  write(exchange: Exchange): string;
  /** @throws ToolError for what is no such file */
  read(text: string): Exchange;
};
