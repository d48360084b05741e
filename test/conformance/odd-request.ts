import { connect } from 'node:net';

/** Where odd requests are sent, and what is there. */
export interface Target {
  name: string;
  url: string;
  token: string;
  agent: string;
  webhook: string;
}

export interface OddRequest {
  method?: string;
  /** `{agent}` and `{webhook}` are those of the target, `{host}` its address. */
  path: string;
  version?: string;
  /** Beside those that every request has; null for one of these that is left out. A name can be there more than once. */
  headers?: [name: string, value: string | null][];
  body?: string | Buffer;
}

export interface OddAnswer {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** ms; nothing here takes that long. */
const PATIENCE = 10_000;
/** What callers go by. */
const COMPARED = ['content-type', 'content-language', 'allow', 'retry-after', 'www-authenticate', 'content-encoding'];

/** Sends a request as it is written, byte for byte, on a connection of its own. */
export async function sendOdd(target: Target, request: OddRequest, language: string): Promise<OddAnswer> {
  const { hostname, port } = new URL(target.url);
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytesOf(target, request, language)));
    socket.setTimeout(PATIENCE, () => socket.destroy(new Error(`${target.name} does not answer`)));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve());
  });
  return answerIn(Buffer.concat(chunks).toString('utf8'));
}

function bytesOf(target: Target, request: OddRequest, language: string): Buffer {
  const { method = 'GET', path, version = '1.1', headers = [], body = '' } = request;
  const { host } = new URL(target.url);
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const usual: [string, string][] = [
    ['Host', host],
    ['Connection', 'close'],
    ['Authorization', `Bearer ${target.token}`],
    ['Accept-Language', language],
    ...(body.length > 0
      ? ([
          ['Content-Type', 'application/json'],
          ['Content-Length', String(Buffer.byteLength(body))],
        ] as [string, string][])
      : []),
  ];
  const lines = [...usual.filter(([name]) => !given.has(name.toLowerCase())), ...headers]
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${value}`);
  const filled = path.replace('{agent}', target.agent).replace('{webhook}', target.webhook).replace('{host}', host);
  const head = [`${method} ${filled} HTTP/${version}`, ...lines, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

/** The final answer: what comes before it (100 Continue) and after it is left out. */
function answerIn(text: string): OddAnswer {
  const final = text.replace(/^(HTTP\/1\.1 1\d\d [^\r]*\r\n(?:[^\r]+\r\n)*\r\n)+/, '');
  const end = final.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = final.slice(0, end).split('\r\n');
  const all: Record<string, string> = {};
  for (const line of lines) {
    const [name, value] = [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()];
    all[name] = all[name] === undefined ? value : `${all[name]}, ${value}`;
  }
  const compared = COMPARED.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]]));
  const sent = final.slice(end + 4, end + 4 + Number(all['content-length'] ?? 0));
  const isJson = all['content-type']?.startsWith('application/json') && sent !== '';
  return {
    status: Number(statusLine.split(' ')[1] ?? 0),
    headers: {
      ...Object.fromEntries(compared),
      varies: String(/\bAccept-Language\b/.test(all['vary'] ?? '')),
      'has-request-id': String('x-request-id' in all),
    },
    body: isJson ? JSON.parse(sent) : {},
  };
}
