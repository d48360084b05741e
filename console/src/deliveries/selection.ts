/** What is ticked. */
export interface Selection {
  /** Ids of logs. */
  selected: ReadonlySet<string>;
  setSelected(selected: ReadonlySet<string>): void;
}
