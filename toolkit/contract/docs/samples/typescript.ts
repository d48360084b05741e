import type { Json } from '../../document/json.ts';
import { propertyName } from '../../generate/typescript.ts';
import { type Hole, quoted, type Value } from './holes.ts';
import { addressOf, bodyText, headersOf, isJson, type SampleRequest } from './request.ts';

/**
 * The request in TypeScript.
 *
 * @param client the package that has `createClient` and `unwrap` for this contract; plain `fetch` without one
 */
export function typescriptSample(request: SampleRequest, holes: Hole[], client: string | undefined): string {
  return client === undefined ? fetchSample(request, holes) : clientSample(request, holes, client);
}

function clientSample(request: SampleRequest, holes: Hole[], client: string): string {
  const values = (place: keyof SampleRequest['parameters']) =>
    Object.entries(request.parameters[place]).map(([name, value]): [string, Literal] => [
      name,
      typeof value === 'string' ? hole(`${place}.${name}`, value) : value,
    ]);
  const params = (['path', 'query', 'header'] as const)
    .map((place) => [place, Object.fromEntries(values(place))] as const)
    .filter(([, members]) => Object.keys(members).length > 0);
  const options: Literal = {
    ...(params.length > 0 && { params: Object.fromEntries(params) }),
    ...(request.body !== undefined && { body: request.body.value }),
  };
  const [credential] = request.credentials;
  const settings: Literal = {
    baseUrl: hole(`server:${request.server.url}`, request.server.shown),
    ...(credential !== undefined && { token: hole('token', credential.value) }),
    language: request.language,
  };
  // Which lines are broken depends on what is shown, so the settings are written first.
  const made = literal(settings, holes);
  const call = `client.${request.method.toUpperCase()}(${quoted([request.path], 'single', holes)}`;
  const rest = Object.keys(options).length === 0 ? '' : `, ${literal(options, holes)}`;
  return `import { createClient, unwrap } from ${quoted([client], 'single', holes)};

const client = createClient(${made});

const answer = await unwrap(
  ${call}${rest.replaceAll('\n', '\n  ')}),
);`;
}

function fetchSample(request: SampleRequest, holes: Hole[]): string {
  const address = quoted(addressOf(request), 'single', holes);
  const headers = headersOf(request).map(
    ([name, value]) => `    ${propertyName(name).replaceAll('"', "'")}: ${quoted(value, 'single', holes)},\n`,
  );
  return `const response = await fetch(${address}, {
  method: ${quoted([request.method.toUpperCase()], 'single', holes)},
  headers: {\n${headers.join('')}  },${bodyLine(request, holes)}
});
const answer = await response.text();`;
}

function bodyLine({ body }: SampleRequest, holes: Hole[]): string {
  if (body === undefined) return '';
  if (isJson(body.mediaType)) {
    return `\n  body: JSON.stringify(${literal(body.value, holes).replaceAll('\n', '\n  ')}),`;
  }
  return `\n  body: ${quoted([bodyText(body) ?? ''], 'single', holes)},`;
}

/** JSON in which a text may be one that the reader has a value for. */
type Literal = Json | Value | { [name: string]: Literal };

function hole(name: string, value: string): Value {
  return { name, value, as: 'text' };
}

function isHole(value: Literal): value is Value {
  return typeof value === 'object' && value !== null && 'as' in value && 'name' in value && 'value' in value;
}

/** A value as people write it: names without quotes where they need none, and a comma at the end of each line. */
function literal(value: Literal, holes: Hole[], depth = 0): string {
  const [inner, outer] = ['  '.repeat(depth + 1), '  '.repeat(depth)];
  if (typeof value === 'string') return quoted([value], 'single', holes);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isHole(value)) return quoted([value], 'single', holes);
  const members: string[] = Array.isArray(value)
    ? value.map((item: Json) => literal(item, holes, depth + 1))
    : Object.entries(value).map(
        ([name, member]) => `${propertyName(name).replaceAll('"', "'")}: ${literal(member, holes, depth + 1)}`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (members.length === 0) return open + close;
  const line = members.join(', ');
  if (line.length < 60 && !line.includes('\n') && !line.includes('\uE000')) {
    return Array.isArray(value) ? `[${line}]` : `{ ${line} }`;
  }
  return `${open}\n${members.map((member) => `${inner}${member},\n`).join('')}${outer}${close}`;
}
