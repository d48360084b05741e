import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createClient, unwrap, WebhookVerificationError } from '@reentrega/client';
import { failedLogs } from './readme/logs.js';
import { receive } from './readme/receive.js';
import { server } from './readme/receiver.js';
import { retry } from './readme/retry.js';
import { agent, event, webhook } from './readme/start.js';
import { tokens } from './readme/token.js';

/** A small application of the packed client: the examples of a README, run against a service and put to use. */
assert.equal(agent.name, 'Ana');
assert.ok(webhook.webhook_secret?.startsWith('whsec_'));
assert.ok(event.event_id);

const logs = await failedLogs(agent.id, webhook.id);
assert.ok(Array.isArray(logs));
assert.match(await retry(agent.id, webhook.id, crypto.randomUUID()), /\S/);
const renewed = createClient({ baseUrl: process.env['REENTREGA_URL'] ?? '', token: tokens });
assert.equal((await unwrap(renewed.GET('/api/v1/agents'))).success, true);

const forged = { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': 'v1,x' };
const refused = await receive(new Request('http://receiver.example', { method: 'POST', body: '{}', headers: forged }));
assert.equal(refused.status, 400);

if (!server.listening) await once(server, 'listening');
const address = server.address();
assert.ok(typeof address === 'object' && address);
const url = `http://127.0.0.1:${address.port}/`;
assert.equal((await fetch(url, { method: 'POST', body: '{}', headers: forged })).status, 400);
const { body = '', headers = {} } = JSON.parse(process.env['SIGNED_DELIVERY'] ?? '{}');
assert.equal((await fetch(url, { method: 'POST', body, headers })).status, 204);
assert.equal((await receive(new Request(url, { method: 'POST', body, headers }))).status, 204);
server.close();
server.closeAllConnections();
assert.equal(new WebhookVerificationError('signature_mismatch', '').name, 'WebhookVerificationError');
process.stdout.write('the application ran\n');
