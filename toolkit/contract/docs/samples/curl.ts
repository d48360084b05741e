import { type SampleRequest, targetOf } from './request.ts';

/** The request as a command for a POSIX shell. */
export function curlSample(request: SampleRequest, server: string, language: string): string {
  const method = request.method === 'get' ? '' : `-X ${request.method.toUpperCase()} `;
  const headers = Object.entries(request.parameters.header).map(([name, value]) => `${name}: ${String(value)}`);
  if (request.token !== undefined) headers.unshift(`Authorization: Bearer ${request.token}`);
  headers.push(`Accept-Language: ${language}`);
  if (request.body !== undefined) headers.push('Content-Type: application/json');
  const lines = [`curl ${method}"${server}${targetOf(request)}"`, ...headers.map((header) => `  -H "${header}"`)];
  if (request.body !== undefined) {
    const json = JSON.stringify(request.body, null, 2).replaceAll("'", "'\\''").replaceAll('\n', '\n  ');
    lines.push(`  -d '${json}'`);
  }
  return lines.join(' \\\n');
}
