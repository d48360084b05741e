import type { Place } from '../measure/bench-database.ts';
import type { Result } from '../report/result.ts';

/** How large a measurement is. */
export interface Sizes {
  /** Events of a mode that publishes. */
  events: number;
  /** Bytes of data in each. */
  eventBytes: number;
  /** Logs or deliveries of the modes that need many of them: as many as the aims name, or a tenth to a fiftieth. */
  full: boolean;
  /** How long the soak mode runs. */
  minutes: number;
}

export interface ModeContext {
  place: Place;
  sizes: Sizes;
  /** What is under way, for the person who waits. */
  step(text: string): void;
}

/** What a mode finds out; the command line adds the rest. */
export type Measured = Pick<Result, 'title' | 'columns' | 'rows' | 'raw'>;

export type Mode = (context: ModeContext) => Promise<Measured>;
