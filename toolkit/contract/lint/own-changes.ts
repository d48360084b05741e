import { isObject, type Json, type JsonObject, objectAt, sameJson } from '../document/json.ts';
import { operationsOf } from '../document/path-item.ts';
import { resolved } from '../document/reference.ts';

/** What breaks clients that were made for an older contract. `pointer`: the place in the new one, bundled. */
export type BreakingChange = { message: string; rule: string; pointer: string };

/** What breaks clients and `redocly diff` has no rule for: other defaults in requests, and headers that outgoing requests lose. */
export function ownChanges(old: JsonObject, now: JsonObject): BreakingChange[] {
  const found = [...pairs(old, now, 'paths').flatMap(changedDefaults), ...outgoing(old, now).flatMap(lostHeaders)];
  return [...new Map(found.map((change) => [`${change.message} ${change.pointer}`, change])).values()];
}

/** An operation in both contracts, and where it is in the new one. */
type Both = {
  documents: [JsonObject, JsonObject];
  items: [JsonObject, JsonObject];
  operations: [JsonObject, JsonObject];
  pointer: string;
};

function pairs(old: JsonObject, now: JsonObject, section: 'paths' | 'webhooks'): Both[] {
  return Object.entries(objectAt(old, section)).flatMap(([name, item]) =>
    inBoth(
      [old, now],
      [resolved(old, item), resolved(now, objectAt(now, section)[name])],
      `#/${section}/${step(name)}`,
    ),
  );
}

function inBoth(documents: Both['documents'], items: Both['items'], place: string): Both[] {
  return operationsOf(items[0]).flatMap(({ method, operation }) => {
    const other = items[1][method];
    return isObject(other) ? [{ documents, items, operations: [operation, other], pointer: `${place}/${method}` }] : [];
  });
}

/** The requests that the API makes: webhooks, and the callbacks of its operations. */
function outgoing(old: JsonObject, now: JsonObject): Both[] {
  const callbacks = pairs(old, now, 'paths').flatMap(({ operations: [before, after], pointer }) =>
    Object.entries(objectAt(before, 'callbacks')).flatMap(([name, callback]) => {
      const [from, to] = [resolved(old, callback), resolved(now, objectAt(after, 'callbacks')[name])];
      return Object.keys(from).flatMap((url) =>
        inBoth([old, now], [objectAt(from, url), objectAt(to, url)], `${pointer}/callbacks/${step(name)}/${step(url)}`),
      );
    }),
  );
  return [...pairs(old, now, 'webhooks'), ...callbacks];
}

function lostHeaders({ documents, items, operations, pointer }: Both): BreakingChange[] {
  const [before, after] = sides((side) => parametersOf(documents[side], items[side], operations[side]));
  return [...before.values()]
    .filter(({ parameter }) => parameter['in'] === 'header')
    .flatMap(({ parameter, key }) => {
      const name = String(parameter['name']);
      const kept = after.get(key);
      if (kept === undefined) {
        return [change('webhook-header-removed', `The header ${name} is sent no more.`, pointer)];
      }
      const isLess = parameter['required'] === true && kept.parameter['required'] !== true;
      return isLess
        ? [change('webhook-header-optional', `The header ${name} is not always sent any more.`, pointer + kept.pointer)]
        : [];
    });
}

function changedDefaults({ documents, items, operations, pointer }: Both): BreakingChange[] {
  const [before, after] = sides((side) => parametersOf(documents[side], items[side], operations[side]));
  const ofParameters = [...before.values()].flatMap(({ key, parameter }) => {
    const other = after.get(key);
    if (other === undefined) return [];
    const at = { pointer: `${pointer}${other.pointer}/schema`, name: String(parameter['name']) };
    return defaults(documents, [parameter['schema'], other.parameter['schema']], at);
  });
  const [oldBody, newBody] = sides((side) =>
    objectAt(resolved(documents[side], operations[side]['requestBody']), 'content'),
  );
  const ofBodies = Object.keys(oldBody).flatMap((type) => {
    const at = { pointer: `${pointer}/requestBody/content/${step(type)}/schema`, name: 'body' };
    return defaults(documents, [objectAt(oldBody, type)['schema'], objectAt(newBody, type)['schema']], at);
  });
  return [...ofParameters, ...ofBodies];
}

type At = { pointer: string; name: string };

/** Within two schemas that are the same one: what is left out means something else from now on. */
function defaults(
  documents: Both['documents'],
  schemas: [Json | undefined, Json | undefined],
  at: At,
  seen = new Set<string>(),
): BreakingChange[] {
  const references = schemas.map((schema) => (isObject(schema) ? schema['$ref'] : undefined));
  const place = typeof references[1] === 'string' ? references[1] : at.pointer;
  if (!isObject(schemas[0]) || !isObject(schemas[1]) || seen.has(`${references[0]} ${place}`)) return [];
  seen.add(`${references[0]} ${place}`);
  const [before, after] = sides((side) => resolved(documents[side], schemas[side]));
  const [old, now] = [before['default'], after['default']];
  const own =
    old === undefined || sameJson(old, now)
      ? []
      : [
          change(
            'default-changed',
            `The default of \`${at.name}\` was ${JSON.stringify(old)} and ${now === undefined ? 'is gone' : `is ${JSON.stringify(now)}`}.`,
            place,
          ),
        ];
  const inner = (key: string, name: string): BreakingChange[] =>
    defaults(documents, [before[key], after[key]], { pointer: `${place}/${key}`, name }, seen);
  const members = Object.keys(objectAt(before, 'properties')).flatMap((name) => {
    const both: [Json | undefined, Json | undefined] = [
      objectAt(before, 'properties')[name],
      objectAt(after, 'properties')[name],
    ];
    return defaults(documents, both, { pointer: `${place}/properties/${step(name)}`, name }, seen);
  });
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => {
    const [from, to] = [before[key], after[key]];
    if (!Array.isArray(from) || !Array.isArray(to) || from.length !== to.length) return [];
    return from.flatMap((part, index) =>
      defaults(documents, [part, to[index]], { pointer: `${place}/${key}/${index}`, name: at.name }, seen),
    );
  });
  return [...own, ...members, ...parts, ...inner('items', at.name), ...inner('additionalProperties', at.name)];
}

/** Those of the path count too, unless the operation has its own; header names have no case. */
function parametersOf(document: JsonObject, item: JsonObject, operation: JsonObject) {
  const listed = [item, operation].flatMap((holder, index) => {
    const list = Array.isArray(holder['parameters']) ? holder['parameters'] : [];
    return list.map((node, position) => ({ node, pointer: `${index === 0 ? '/..' : ''}/parameters/${position}` }));
  });
  return new Map(
    listed.map(({ node, pointer }) => {
      const parameter = resolved(document, node);
      const key = `${parameter['in']} ${parameter['in'] === 'header' ? String(parameter['name']).toLowerCase() : parameter['name']}`;
      return [key, { key, parameter, pointer }];
    }),
  );
}

function sides<Value>(of: (side: 0 | 1) => Value): [Value, Value] {
  return [of(0), of(1)];
}

function change(rule: string, message: string, pointer: string): BreakingChange {
  return { rule, message, pointer: pointer.replace(/\/[^/]+\/\.\.\//, '/') };
}

function step(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
