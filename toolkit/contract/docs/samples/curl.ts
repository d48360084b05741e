import { isObject } from '../../document/json.ts';
import { type Hole, quoted } from './holes.ts';
import { addressOf, asField, bodyText, headersOf, type SampleRequest } from './request.ts';

/** The request as a command for a POSIX shell. */
export function curlSample(request: SampleRequest, holes: Hole[]): string {
  const method = request.method === 'get' ? '' : `-X ${request.method.toUpperCase()} `;
  const isForm = request.body?.mediaType === 'multipart/form-data';
  const headers = headersOf(request).filter(([name]) => !(isForm && name === 'Content-Type'));
  const lines = [
    `curl ${method}${quoted(addressOf(request), 'shell', holes)}`,
    ...headers.map(([name, value]) => `  -H ${quoted([`${name}: `, ...value], 'shell', holes)}`),
  ];
  if (request.body !== undefined) {
    const text = bodyText(request.body);
    const fields = isForm && isObject(request.body.value) ? Object.entries(request.body.value) : [];
    if (text !== undefined) lines.push(`  -d '${text.replaceAll("'", "'\\''").replaceAll('\n', '\n  ')}'`);
    else lines.push(...fields.map(([name, value]) => `  -F '${`${name}=${asField(value)}`.replaceAll("'", "'\\''")}'`));
  }
  return lines.join(' \\\n');
}
