/** What the build tells a page about itself. */
export type PageSettings = {
  /** Where the contract with its samples is, from the page. */
  contract: string;
  /** The server's address in the samples, to be replaced by the one that these pages come from; null when the contract names one. */
  sampleServer: string | null;
  /** Redoc's `labels`. */
  labels: Record<string, string>;
  /** What Redoc's library says beside its labels, by the English. */
  phrases: Record<string, string>;
  /** Said when the contract cannot be read. */
  failed: string;
};
