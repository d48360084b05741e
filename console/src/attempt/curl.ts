import type { Log } from '@reentrega/client';

/** What an HTTP client sets by itself, or cannot send again. */
const LEFT_OUT = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

/** The request of an attempt as a command line. Headers whose values are not shown are not in it. */
export function curlOf(
  log: Pick<Log, 'request_url' | 'request_headers' | 'request_payload'>,
  method: string,
  url: string,
): string {
  const headers = Object.entries(log.request_headers ?? { 'content-type': 'application/json' }).filter(
    ([name, value]) => !LEFT_OUT.has(name.toLowerCase()) && value !== '[redacted]',
  );
  return [
    `curl -X ${method} ${quoted(log.request_url ?? url)}`,
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    `--data-raw ${quoted(JSON.stringify(log.request_payload))}`,
  ].join(' \\\n  ');
}

/** In a POSIX shell nothing within single quotes means anything. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
