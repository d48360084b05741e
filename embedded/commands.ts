import { aggregate } from './aggregation.ts';
import type { Command, Engine, Reply } from './command.ts';
import { explain } from './explain.ts';
import { count, distinct, find, getMore, killCursors } from './read-commands.ts';
import {
  create,
  createIndexes,
  drop,
  dropDatabase,
  dropIndexes,
  listCollections,
  listDatabases,
  listIndexes,
} from './schema-commands.ts';
import { buildInfo, hello, ping } from './session-commands.ts';
import type { CommandName } from './supported.ts';
import { findAndModify, insert, remove, update } from './write-commands.ts';

interface Implementation {
  /** Runs beside others' writes, and is answered without waiting for a commit. */
  isRead: boolean;
  run(engine: Engine, command: Command): Reply;
}

const read = (run: Implementation['run']): Implementation => ({ isRead: true, run });
const write = (run: Implementation['run']): Implementation => ({ isRead: false, run });

/** Every command of the table in supported.ts. */
export const COMMANDS: Record<CommandName, Implementation> = {
  hello: read(hello),
  ismaster: read(hello),
  isMaster: read(hello),
  ping: read(ping),
  buildInfo: read(buildInfo),
  endSessions: read(ping),
  // Connections authenticate before they get here (connection.ts); one that has no need to is let in.
  saslStart: read(() => ({ conversationId: 1, done: true, payload: '', ok: 1 })),
  find: read(find),
  getMore: read(getMore),
  killCursors: read(killCursors),
  count: read(count),
  distinct: read(distinct),
  aggregate: read(aggregate),
  explain: read(explain),
  listIndexes: read(listIndexes),
  listCollections: read(listCollections),
  listDatabases: read(listDatabases),
  insert: write(insert),
  update: write(update),
  delete: write(remove),
  findAndModify: write(findAndModify),
  createIndexes: write(createIndexes),
  dropIndexes: write(dropIndexes),
  create: write(create),
  drop: write(drop),
  dropDatabase: write(dropDatabase),
};
