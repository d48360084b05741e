import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

/** The event whose first delivery goes wrong. */
const UNLUCKY = 'event_recording';

export interface Delivery {
  event: string;
  /** `webhook-id`: the same on every attempt of an event. */
  webhookId: string;
  /** Whether the signature is the service's, by the `standardwebhooks` package. */
  isGenuine: boolean;
  /** Whether this receiver had seen the `webhook-id` before. */
  isRepeated: boolean;
  answered: number;
}

export interface Receiver extends AsyncDisposable {
  url: string;
  /** What signs its deliveries; known once the webhook is made. */
  secret: string;
  /** What came in, in the order in which it came. */
  deliveries: Delivery[];
}

/** A receiver as one would write it, but for its flakiness: the first recording finds it unable to work. @param excuse what it says then */
export async function startReceiver(excuse: string): Promise<Receiver> {
  const seen = new Set<string>();
  const server = createServer(async (req, res) => {
    const body = await text(req);
    const webhookId = String(req.headers['webhook-id']);
    const event = verify(body, req.headers, receiver.secret);
    const isRepeated = seen.has(webhookId);
    seen.add(webhookId);
    const answered = event === null ? 401 : event === UNLUCKY && !isRepeated ? 503 : 200;
    receiver.deliveries.push({ event: event ?? '?', webhookId, isGenuine: event !== null, isRepeated, answered });
    res.writeHead(answered, { 'content-type': 'text/plain; charset=utf-8' });
    res.end(answered === 503 ? excuse : 'ok');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hooks`,
    secret: '',
    deliveries: [],
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return receiver;
}

/** The name of the event, or null if the signature is not right: then nothing of the body can be believed. */
function verify(body: string, headers: IncomingHttpHeaders, secret: string): string | null {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return JSON.parse(body).event;
  } catch {
    return null;
  }
}
