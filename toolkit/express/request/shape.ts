type Node = Record<string, unknown>;

type Resolve = (node: unknown) => Node;

/** What the texts of a form are to become, as its schema has it. */
export interface Shape {
  /** The first of its types that is not null; `file` for binary data, undefined if the schema does not tell. */
  type: string | undefined;
  isNullable: boolean;
  /** Undefined for a member that the schema does not name. */
  member(name: string): Shape | undefined;
  items(): Shape | undefined;
  /** What separates the items of a list that is given as one text. */
  separator: string | undefined;
}

/** Parts of a schema (`allOf` …) may be the schema itself. */
const DEEPEST = 8;
const SEPARATORS: Record<string, string> = { form: ',', spaceDelimited: ' ', pipeDelimited: '|' };

/** @param media the media type in the contract: its schema and its encoding */
export function shapeOf(media: Node, resolve: Resolve): Shape {
  const shape = shapeAt(media['schema'], resolve);
  for (const [name, encoding] of Object.entries(resolve(media['encoding']))) {
    const { style = 'form', explode } = resolve(encoding);
    const member = shape.member(name);
    if (member && (explode === false || style !== 'form')) member.separator = SEPARATORS[String(style)];
  }
  return shape;
}

/** Members are read when they are asked for, since schemas refer to themselves. */
function shapeAt(schema: unknown, resolve: Resolve): Shape {
  const parts = partsOf(resolve(schema), resolve, 0);
  const types = parts.flatMap(({ type }) => [type].flat()).filter((type) => typeof type === 'string');
  const members = new Map<string, unknown>();
  for (const part of parts) {
    for (const [name, member] of Object.entries(resolve(part['properties']))) members.set(name, member);
  }
  const read = new Map<string, Shape>();
  const items = parts.find((part) => part['items'] !== undefined)?.['items'];
  return {
    type: parts.some(isFile)
      ? 'file'
      : (types.find((type) => type !== 'null') ?? (members.size > 0 ? 'object' : undefined)),
    isNullable: types.includes('null') || parts.some(({ nullable }) => nullable === true),
    member(name) {
      if (!members.has(name)) return undefined;
      const shape = read.get(name) ?? shapeAt(members.get(name), resolve);
      read.set(name, shape);
      return shape;
    },
    items: () => (items === undefined ? undefined : shapeAt(items, resolve)),
    separator: undefined,
  };
}

/** A schema and all that it is put together of. */
function partsOf(node: Node, resolve: Resolve, depth: number): Node[] {
  if (depth >= DEEPEST) return [];
  const lists = [node['allOf'], node['oneOf'], node['anyOf']].filter(Array.isArray);
  return [node, ...lists.flat().flatMap((part: unknown) => partsOf(resolve(part), resolve, depth + 1))];
}

/** OpenAPI 3.0 has a format for it, 3.1 a media type without an encoding. */
function isFile({ type, format, contentMediaType, contentEncoding }: Node): boolean {
  if (format === 'binary') return true;
  const isText = type === undefined || [type].flat().includes('string');
  return (
    isText && typeof contentMediaType === 'string' && contentEncoding === undefined && !/json/.test(contentMediaType)
  );
}
