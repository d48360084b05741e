import { isObject, type Json } from '../../document/json.ts';
import { type Hole, quoted } from './holes.ts';
import { addressOf, bodyText, headersOf, isJson, type SampleRequest } from './request.ts';

/** The request in Python 3, by its standard library. */
export function pythonSample(request: SampleRequest, holes: Hole[]): string {
  const { body } = request;
  const isJsonBody = body !== undefined && isJson(body.mediaType);
  const address = quoted(addressOf(request), 'double', holes);
  const headers = headersOf(request).map(
    ([name, value]) => `        ${quoted([name], 'double', holes)}: ${quoted(value, 'double', holes)},\n`,
  );
  const data = isJsonBody
    ? `json.dumps(${literal(body.value, holes, 1)}).encode()`
    : body && `${quoted([bodyText(body) ?? ''], 'double', holes)}.encode()`;
  return `${isJsonBody ? 'import json\n' : ''}import urllib.request

request = urllib.request.Request(
    ${address},
    method=${quoted([request.method.toUpperCase()], 'double', holes)},
    headers={\n${headers.join('')}    },${data === undefined ? '' : `\n    data=${data},`}
)
with urllib.request.urlopen(request) as response:
    print(response.status, response.read().decode())`;
}

function literal(value: Json, holes: Hole[], depth: number): string {
  const [inner, outer] = ['    '.repeat(depth + 1), '    '.repeat(depth)];
  if (typeof value === 'string') return quoted([value], 'double', holes);
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  const members = isObject(value)
    ? Object.entries(value).map(
        ([name, member]) => `${quoted([name], 'double', holes)}: ${literal(member, holes, depth + 1)}`,
      )
    : value.map((item) => literal(item, holes, depth + 1));
  const [open, close] = isObject(value) ? ['{', '}'] : ['[', ']'];
  if (members.length === 0) return open + close;
  return `${open}\n${members.map((member) => `${inner}${member},\n`).join('')}${outer}${close}`;
}
