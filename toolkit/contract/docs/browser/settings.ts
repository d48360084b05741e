/** What the build tells a page about itself. */
export type PageSettings = {
  /** Where the contract with its samples is, from the page. */
  contract: string;
  /** What stands in the contract for addresses that are relative to the page. */
  servers: { url: string; placeholder: string }[];
  /** Redoc's `labels`. */
  labels: Record<string, string>;
  /** What Redoc's library says beside its labels, by the English. */
  phrases: Record<string, string>;
  /** Said when the contract cannot be read. */
  failed: string;
};
