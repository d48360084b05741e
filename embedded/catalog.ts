import { documentValue } from './bson-value.ts';
import { Collection } from './collection.ts';
import { CommandError, notSupported } from './errors.ts';
import { createIndexSql, type Index, idIndex, pathsOf, readIndex } from './index-specification.ts';
import { MISSING, type Path } from './projection.ts';
import { NULL_KEY } from './sort-key.ts';
import { keyColumn, literal, quoted, shapeColumn, tableName } from './sql-names.ts';
import type { Statements } from './statements.ts';

/** SQLite's own limit is 2,000 columns, and a path takes two. */
const MOST_PATHS = 500;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS _collections (
    id INTEGER PRIMARY KEY AUTOINCREMENT, database TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (database, name)
  );
  CREATE TABLE IF NOT EXISTS _paths (
    collection INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, facts INTEGER NOT NULL,
    PRIMARY KEY (collection, name)
  );
  CREATE TABLE IF NOT EXISTS _indexes (
    collection INTEGER NOT NULL, name TEXT NOT NULL, specification BLOB NOT NULL, PRIMARY KEY (collection, name)
  );
`;

/** Thrown where a change is needed and only reading is allowed: the command is run again among the writes. */
export class NeedsWrite extends Error {}

/** Which collections there are, which paths each projects and which indexes it has. In SQLite, and held here. */
export class Catalog {
  private readonly statements: Statements;
  private collections = new Map<string, Collection>();
  /** Set while reads run, which change nothing. */
  readOnly = false;
  /** Something was changed since this was last set to false: a rollback has to be followed by reload(). */
  isChanged = false;

  constructor(statements: Statements) {
    this.statements = statements;
    statements.exec(SCHEMA);
    this.reload();
  }

  /** Reads everything anew, as it is in SQLite. */
  reload(): void {
    const before = this.collections;
    this.collections = new Map();
    for (const [id, database, name] of this.statements.rows(
      'SELECT id, database, name FROM _collections ORDER BY id',
    )) {
      const collection = this.load(Number(id), String(database), String(name));
      const known = before.get(collection.namespace);
      if (known && known.state.id === collection.state.id) collection.continueRows(known);
      this.collections.set(collection.namespace, collection);
    }
    this.isChanged = false;
  }

  all(): Collection[] {
    return [...this.collections.values()];
  }

  in(database: string): Collection[] {
    return this.all().filter(({ state }) => state.database === database);
  }

  get(database: string, name: string): Collection | undefined {
    return this.collections.get(`${database}.${name}`);
  }

  getOrCreate(database: string, name: string): Collection {
    return this.get(database, name) ?? this.create(database, name);
  }

  create(database: string, name: string): Collection {
    this.change();
    assertName(database, name);
    const table = tableName(database, name);
    this.statements.exec(`CREATE TABLE ${quoted(table)} ("$row" INTEGER PRIMARY KEY, "$document" BLOB NOT NULL)`);
    this.statements.run('INSERT INTO _collections (database, name) VALUES (?, ?)', database, name);
    const id = this.statements.row('SELECT id FROM _collections WHERE database = ? AND name = ?', database, name)?.[0];
    const collection = this.load(Number(id), database, name);
    this.collections.set(collection.namespace, collection);
    this.addIndex(collection, idIndex(table));
    return collection;
  }

  drop(collection: Collection): void {
    this.change();
    const { id, table } = collection.state;
    this.statements.exec(`DROP TABLE ${quoted(table)}`);
    this.statements.run('DELETE FROM _collections WHERE id = ?', id);
    this.statements.run('DELETE FROM _paths WHERE collection = ?', id);
    this.statements.run('DELETE FROM _indexes WHERE collection = ?', id);
    this.collections.delete(collection.namespace);
  }

  /** The path as the collection projects it; added if it is new. */
  path(collection: Collection, name: string): Path {
    const { id, table, paths } = collection.state;
    const known = paths.find((path) => path.name === name);
    if (known) return known;
    this.change();
    if (name === '' || name.includes('\0') || name.split('.').some((part) => part === '' || part.startsWith('$'))) {
      throw new CommandError('BadValue', `${JSON.stringify(name)} is no path that can be queried`);
    }
    if (paths.length === MOST_PATHS)
      throw notSupported(`queries by more than ${MOST_PATHS} different fields of a collection`);
    const path: Path = { name, facts: 0 };
    paths.push(path);
    try {
      this.statements.atomically('path', () => {
        const add = `ALTER TABLE ${quoted(table)} ADD COLUMN`;
        this.statements.exec(`${add} ${quoted(keyColumn(name))} TEXT NOT NULL DEFAULT ${literal(NULL_KEY)}`);
        this.statements.exec(`${add} ${quoted(shapeColumn(name))} NOT NULL DEFAULT ${MISSING}`);
        collection.fill(path);
        this.statements.run('INSERT INTO _paths VALUES (?, ?, ?, ?)', id, paths.length, name, path.facts);
      });
    } catch (error) {
      paths.pop();
      collection.noticePaths();
      throw error;
    }
    return path;
  }

  addIndex(collection: Collection, index: Index): void {
    this.change();
    const { id, table, indexes } = collection.state;
    for (const name of pathsOf(index)) {
      if (this.path(collection, name).facts !== 0) {
        throw notSupported(
          `an index on ${name}, which is an array or a document in some document`,
          'CannotCreateIndex',
        );
      }
    }
    this.statements.atomically('indexing', () => {
      this.statements.exec(createIndexSql(index, table));
      this.statements.run('INSERT INTO _indexes VALUES (?, ?, ?)', id, index.name, index.specification);
    });
    indexes.push(index);
    collection.noticeIndexes();
  }

  dropIndex(collection: Collection, index: Index): void {
    this.change();
    const { id, indexes } = collection.state;
    this.statements.exec(`DROP INDEX ${quoted(index.sqlName)}`);
    this.statements.run('DELETE FROM _indexes WHERE collection = ? AND name = ?', id, index.name);
    indexes.splice(indexes.indexOf(index), 1);
    collection.noticeIndexes();
  }

  private change(): void {
    if (this.readOnly) throw new NeedsWrite();
    this.isChanged = true;
  }

  private load(id: number, database: string, name: string): Collection {
    const table = tableName(database, name);
    const paths = this.statements
      .rows('SELECT name, facts FROM _paths WHERE collection = ? ORDER BY place', id)
      .map(([path, facts]): Path => ({ name: String(path), facts: Number(facts) }));
    const indexes = this.statements
      .rows('SELECT specification FROM _indexes WHERE collection = ? ORDER BY rowid', id)
      .map(([specification]) => indexOf(specification, table));
    return new Collection({ id, database, name, table, paths, indexes }, this.statements, (path) => {
      this.change();
      this.statements.run('UPDATE _paths SET facts = ? WHERE collection = ? AND name = ?', path.facts, id, path.name);
    });
  }
}

function indexOf(specification: unknown, table: string): Index {
  if (!(specification instanceof Uint8Array)) throw new CommandError('InternalError', 'a stored index is no blob');
  const index = readIndex(documentValue(Buffer.from(specification)), table);
  return index.name === '_id_' ? idIndex(table) : index;
}

function assertName(database: string, name: string): void {
  const wrong =
    database === '' ||
    /[/\\. "$\0]/.test(database) ||
    database.startsWith('sqlite_') ||
    name === '' ||
    /[$\0]/.test(name);
  if (wrong) throw new CommandError('InvalidNamespace', `Invalid namespace specified '${database}.${name}'`);
}
