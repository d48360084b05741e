import { isObject, type Json, type JsonObject, objectAt } from '../../document/json.ts';
import { componentName, resolved } from '../../document/reference.ts';

/** The schema with its reference followed and the parts of its `allOf` put together, as a reader sees it. */
export function whole(document: JsonObject, node: Json | undefined): JsonObject {
  return merged(document, node, new Set());
}

/** The alternatives of a schema (`oneOf`, `anyOf`), each with what the schema says of all of them. */
export function alternativesOf(document: JsonObject, schema: JsonObject): { name: string | undefined; schema: Json }[] {
  const list = [schema['oneOf'], schema['anyOf']].find((parts) => Array.isArray(parts));
  const parts = Array.isArray(list) ? list : [];
  return parts
    .filter((part) => resolved(document, part)['type'] !== 'null')
    .map((part) => ({ name: componentName(part), schema: part }));
}

function merged(document: JsonObject, node: Json | undefined, seen: ReadonlySet<string>): JsonObject {
  const name = componentName(node);
  if (name !== undefined && seen.has(name)) return {};
  const inside = name === undefined ? seen : new Set([...seen, name]);
  const { allOf, ...own } = resolved(document, node);
  if (!Array.isArray(allOf)) return own;
  return [...allOf.map((part) => merged(document, part, inside)), own].reduce((one, other) =>
    both(document, one, other),
  );
}

/** Two schemas that both hold: the second is the closer one. */
function both(document: JsonObject, one: JsonObject, other: JsonObject): JsonObject {
  const [first, second] = [objectAt(one, 'properties'), objectAt(other, 'properties')];
  const properties: JsonObject = { ...first };
  for (const [name, property] of Object.entries(second)) {
    const before = first[name];
    properties[name] =
      before === undefined ? property : { ...resolved(document, before), ...resolved(document, property) };
  }
  const required = [one['required'], other['required']].flatMap((list) => (Array.isArray(list) ? list : []));
  return {
    ...one,
    ...other,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required: [...new Set(required)] }),
  };
}

/** The schemas of a list's items and of an object's further members. */
export function insideOf(schema: JsonObject): { items: Json | undefined; others: Json | undefined } {
  const others = schema['additionalProperties'];
  return { items: schema['items'], others: isObject(others) && Object.keys(others).length > 0 ? others : undefined };
}
