type Json = Record<string, unknown>;

/** A field of an event's data, as the contract describes it. */
export interface DataField {
  name: string;
  type: string;
  description: string;
  isRequired: boolean;
}

/** The example of an event's data in the contract, and its fields. */
export function eventExample(contract: unknown, event: string): { data: unknown; fields: DataField[] } {
  const operation = at(contract, 'webhooks', event, 'post', 'requestBody', 'content', 'application/json');
  const schema = resolved(contract, at(operation, 'schema'));
  const examples = Object.values(object(at(operation, 'examples')) ?? {});
  const example =
    at(operation, 'example') ?? at(resolved(contract, examples[0]), 'value') ?? firstOf(at(schema, 'examples'));
  const { properties } = merged(contract, schema);
  const dataSchema = merged(contract, resolved(contract, properties['data']));
  return {
    data: at(example, 'data') ?? exampleOf(contract, dataSchema.properties),
    fields: Object.entries(dataSchema.properties).map(([name, field]) => {
      const known = resolved(contract, field);
      return {
        name,
        type: [at(known, 'type')].flat().filter(Boolean).join(' | '),
        description: String(at(known, 'description') ?? ''),
        isRequired: dataSchema.required.includes(name),
      };
    }),
  };
}

/** The members of a schema, those of `allOf` among them. */
function merged(contract: unknown, schema: unknown): { properties: Json; required: unknown[] } {
  const parts = [schema, ...[at(schema, 'allOf') ?? []].flat().map((part) => resolved(contract, part))];
  const nested = parts.slice(1).map((part) => merged(contract, part));
  return {
    properties: Object.assign({}, object(at(schema, 'properties')), ...nested.map(({ properties }) => properties)),
    required: [at(schema, 'required') ?? [], ...nested.map(({ required }) => required)].flat(2),
  };
}

function exampleOf(contract: unknown, properties: Json): Json {
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => {
      const schema = resolved(contract, field);
      return [name, at(schema, 'example') ?? firstOf(at(schema, 'examples')) ?? null];
    }),
  );
}

function resolved(contract: unknown, node: unknown): unknown {
  const reference = at(node, '$ref');
  if (typeof reference !== 'string') return node;
  return resolved(contract, at(contract, ...reference.replace(/^#\//, '').split('/')));
}

function firstOf(values: unknown): unknown {
  return Array.isArray(values) ? values[0] : undefined;
}

function object(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null ? (value as Json) : undefined;
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((node, name) => object(node)?.[name], value);
}
