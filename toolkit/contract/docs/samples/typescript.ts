import type { Json } from '../../document/json.ts';
import { propertyName } from '../../generate/typescript.ts';
import { type SampleRequest, targetOf } from './request.ts';

/**
 * The request in TypeScript.
 *
 * @param client the package that has `createClient` and `unwrap` for this contract; plain `fetch` without one
 */
export function typescriptSample(
  request: SampleRequest,
  server: string,
  language: string,
  client: string | undefined,
): string {
  return client === undefined
    ? fetchSample(request, server, language)
    : clientSample(request, server, language, client);
}

function clientSample(request: SampleRequest, server: string, language: string, client: string): string {
  const params = Object.fromEntries(
    Object.entries(request.parameters).filter(([, values]) => Object.keys(values).length > 0),
  );
  const options = {
    ...(Object.keys(params).length > 0 && { params }),
    ...(request.body !== undefined && { body: request.body }),
  };
  const settings = { baseUrl: server, ...(request.token !== undefined && { token: request.token }), language };
  const call = `client.${request.method.toUpperCase()}(${quoted(request.path)}`;
  const rest = Object.keys(options).length === 0 ? '' : `, ${literal(options)}`;
  return `import { createClient, unwrap } from ${quoted(client)};

const client = createClient(${literal(settings)});

const answer = await unwrap(
  ${call}${rest.replaceAll('\n', '\n  ')}),
);`;
}

function fetchSample(request: SampleRequest, server: string, language: string): string {
  const headers: Record<string, Json> = {
    ...(request.token !== undefined && { Authorization: `Bearer ${request.token}` }),
    'Accept-Language': language,
    ...(request.body !== undefined && { 'Content-Type': 'application/json' }),
    ...request.parameters.header,
  };
  const body =
    request.body === undefined ? '' : `\n  body: JSON.stringify(${literal(request.body).replaceAll('\n', '\n  ')}),`;
  return `const response = await fetch(${quoted(server + targetOf(request))}, {
  method: ${quoted(request.method.toUpperCase())},
  headers: ${literal(headers).replaceAll('\n', '\n  ')},${body}
});
const answer = await response.json();`;
}

/** A value as people write it: names without quotes where they need none, and a comma at the end of each line. */
function literal(value: Json | object, depth = 0): string {
  const [inner, outer] = ['  '.repeat(depth + 1), '  '.repeat(depth)];
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const members: string[] = Array.isArray(value)
    ? value.map((item: Json) => literal(item, depth + 1))
    : Object.entries(value).map(
        ([name, member]) => `${propertyName(name).replaceAll('"', "'")}: ${literal(member, depth + 1)}`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (members.length === 0) return open + close;
  const line = members.join(', ');
  if (line.length < 60 && !line.includes('\n')) return Array.isArray(value) ? `[${line}]` : `{ ${line} }`;
  return `${open}\n${members.map((member) => `${inner}${member},\n`).join('')}${outer}${close}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}
