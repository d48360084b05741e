export type Unit = '/s' | 'ms' | 'MB' | '' | 's';

/** One figure, measured in each column. */
export interface Row {
  figure: string;
  unit: Unit;
  /** In the order of the columns; null where it was not measured. */
  values: (number | null)[];
}

/** What a mode measured on one database. */
export interface Result {
  mode: string;
  title: string;
  database: string;
  /** The subject first: ratios are of it to each of the others. */
  columns: string[];
  rows: Row[];
  /** For the JSON file only. */
  raw: unknown;
  /** How long the mode took. */
  seconds: number;
}

/** How many times the first column's figure is each of the others'; null where there is nothing to divide. */
export function ratiosOf({ values: [subject, ...others] }: Pick<Row, 'values'>): (number | null)[] {
  return others.map((other) => (subject === null || subject === undefined || !other ? null : subject / other));
}

/** Turns columns of figures into rows: the names and units of the figures come from the table given. */
export function rowsOf<Name extends string>(
  figures: Record<Name, readonly [figure: string, unit: Unit]>,
  columns: Record<Name, number | null>[],
): Row[] {
  return Object.entries<readonly [string, Unit]>(figures).map(([name, [figure, unit]]) => ({
    figure,
    unit,
    values: columns.map((column) => column[name as Name]),
  }));
}
