import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { verifyWebhook } from '../../client/src/index.ts';
import type { Random } from './random.ts';

/** How a request was answered: with a status, not at all, or by breaking the connection. */
export type Answer = number | 'hang' | 'reset';

/** One request, as it came in. Times are ms of the clock that all processes of a run share. */
export interface Received {
  eventId: string;
  webhookId: string;
  /** The process that sent it. */
  sender: string;
  body: string;
  at: number;
  /** When it was over: answered, or its connection gone. Undefined while it is not. */
  endedAt?: number;
  answer: Answer;
  /** Why it is not what a webhook of ours looks like. */
  invalid?: string;
}

export interface ChaosReceiver {
  received: Received[];
  /** Where webhooks point to, under a name that each process resolves to an address of its own. */
  urlOf(path: string): string;
  /** Listens at an address for one more process. */
  listenFor(sender: string, address: string): Promise<void>;
  /** The webhook behind a path, and its secret. */
  knows(path: string, webhook: { id: string; secret: string }): void;
  /** Answers everything with 200 from now on, and what hangs as well. */
  recover(): void;
  close(): Promise<void>;
}

/** What hangs is answered so in the end. */
const AFTER_ALL = 503;
const HOST = 'receiver.chaos.example';

/** Real HTTP servers that record every request. Some answers fail, hang or break the connection, as the seed has it. */
export async function startReceiver(random: Random): Promise<ChaosReceiver> {
  const servers: Server[] = [];
  const webhooks = new Map<string, { id: string; secret: string }>();
  const hanging = new Map<ServerResponse, Received>();
  let isWell = false;
  const first = await listening(createServer(), 0, '127.0.0.1');
  const { port } = first.address() as AddressInfo;
  servers.push(first);

  function nextAnswer(): Answer {
    const share = isWell ? 0 : random.next();
    if (share < 0.72) return 200;
    if (share < 0.92) return random.pick([500, 503]);
    if (share < 0.97) return 'reset';
    return 'hang';
  }

  async function take(sender: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    const at = Date.now();
    const chunks: Buffer[] = [];
    req.on('error', () => undefined); // the process was killed while it sent this
    for await (const chunk of req) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const webhook = webhooks.get(req.url ?? '');
    const answer = nextAnswer();
    const one: Received = {
      eventId: String(req.headers['webhook-id']),
      webhookId: webhook?.id ?? `unknown ${req.url}`,
      sender,
      body,
      at,
      answer,
    };
    received.push(one);
    res.once('close', () => {
      one.endedAt = Date.now();
    });
    const invalid = await verifyWebhook(body, req.headers, webhook?.secret ?? '').then(
      (event) => ('event_id' in event && event.event_id === one.eventId ? undefined : 'its body is of another event'),
      String,
    );
    if (invalid !== undefined) one.invalid = invalid;
    await delay(isWell ? 0 : random.between(0, 60));
    if (answer === 'reset') res.destroy();
    else if (answer === 'hang' && !isWell) hanging.set(res, one);
    else res.writeHead(answer === 'hang' ? AFTER_ALL : answer).end();
  }

  const received: Received[] = [];
  const receiver: ChaosReceiver = {
    received,
    urlOf: (path) => `http://${HOST}:${port}${path}`,
    async listenFor(sender, address) {
      const server = createServer((req, res) => void take(sender, req, res).catch(() => undefined));
      servers.push(await listening(server, port, address));
    },
    knows(path, webhook) {
      webhooks.set(path, webhook);
    },
    recover() {
      isWell = true;
      for (const [res, one] of hanging) {
        one.answer = AFTER_ALL;
        res.writeHead(AFTER_ALL).end();
      }
    },
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
  return receiver;
}

function listening(server: Server, port: number, address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => resolve(server));
  });
}
