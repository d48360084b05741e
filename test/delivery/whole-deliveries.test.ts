import { MongoClient } from 'mongodb';
import { expect, onTestFinished, test } from 'vitest';
import { collections, type LogDocument } from '../../server/database/collections.ts';
import { readDeliveries } from '../../server/delivery/retry/delivery.ts';
import { testDatabase } from '../support/database.ts';

/** More than a server gives in its first answer unless it is asked to. */
const EVENTS = 300;

function failedLog(index: number): LogDocument {
  return {
    _id: `log ${index}`,
    agent_id: 'agent',
    webhook_id: 'webhook',
    event_id: `event ${index}`,
    event: 'event_recording',
    trigger: 'event',
    status: 'failed',
    attempt: 1,
    sequence: 1,
    automatic_retries: 0,
    original_log_id: null,
    payload: '{}',
    created_at: new Date(),
    due_at: new Date(),
  };
}

test('deliveries are read in one answer: between two, what changes can be missed, and a number be given twice', async () => {
  const database = await testDatabase();
  const client = await new MongoClient(database.uri, { monitorCommands: true }).connect();
  onTestFinished(async () => {
    await client.close();
    await database.drop();
  });
  const commands: string[] = [];
  client.on('commandStarted', ({ commandName }) => commands.push(commandName));
  const { logs } = collections(client.db());
  const made = Array.from({ length: EVENTS }, (_, index) => failedLog(index));
  await logs.insertMany(made);

  expect((await readDeliveries(logs, made)).size).toBe(EVENTS);
  expect(commands).toEqual(['insert', 'find']);
});
