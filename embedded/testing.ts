/**
 * The engine's parts, for tests that look inside it: what a driver sent, and by which index a query is served.
 * Programs use `startEngine` alone.
 */
export type { Value } from './bson-value.ts';
export { Catalog } from './catalog.ts';
export { Command } from './command.ts';
export { compileFilter } from './filter.ts';
export { NO_FILTER } from './read-commands.ts';
export { compileSort } from './sort.ts';
export { openStorage, storageDirectory } from './storage.ts';
export { type Message, MessageReader } from './wire.ts';
