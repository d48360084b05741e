/**
 * SQLite does not tell `a` from `A` in names, MongoDB does: a capital is written as its small letter after a `^`. The names
 * stay readable in a query plan or in the sqlite3 shell: `agenda^jobs`, `next^run^at`.
 */
function sqlName(name: string): string {
  return name.replace(/\^/g, '^^').replace(/[A-Z]/g, (letter) => `^${letter.toLowerCase()}`);
}

/** Quoted, so that any text can be a name. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text literal. For what is part of a statement's shape; what callers send is bound. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The table of a collection: `reentrega.logs`. It has a dot, unlike the tables of the engine itself. */
export function tableName(database: string, collection: string): string {
  return sqlName(`${database}.${collection}`);
}

export function indexName(table: string, index: string): string {
  return `${table}/${sqlName(index)}`;
}

/** The column of a path's sort keys: `due_at`, `lease.until`. */
export function keyColumn(path: string): string {
  return sqlName(path);
}

/** The column of a path's shapes: `due_at?`. No path of ours ends so: catalog.ts refuses one. */
export function shapeColumn(path: string): string {
  return `${sqlName(path)}?`;
}
