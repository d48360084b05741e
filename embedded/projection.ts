import { type Field, TYPE, type Value } from './bson-value.ts';
import { NULL_KEY, type SortKey, sortKeyOf } from './sort-key.ts';

/** What is at a path of a document: nothing, one value, or an array, then the keys of its elements as JSON. */
export type Shape = typeof MISSING | typeof SINGLE | string;
export const MISSING = 0;
export const SINGLE = 1;

/** Facts about the values at a path, in any document so far: what a query may assume of it. */
export const HAS_ARRAYS = 1;
const HAS_DOCUMENTS = 2;
/** Some document has an array in the middle of the path (`a.b` of `{ a: [{ b: 1 }] }`): many values, which nobody here asks for. */
export const GOES_THROUGH_ARRAYS = 4;

/** A path that some query, sort or index uses. Every document is projected onto these, and onto nothing else. */
export interface Path {
  readonly name: string;
  /** HAS_ARRAYS, HAS_DOCUMENTS and GOES_THROUGH_ARRAYS, together. */
  facts: number;
}

export interface Projected {
  keys: SortKey[];
  shapes: Shape[];
  facts: number[];
}

interface Node {
  /** The place of the path that ends here, if one does. */
  place: number | null;
  children: Map<string, Node>;
}

/** Takes from a document what is at the given paths, in one walk over its bytes. */
export class Projection {
  private readonly paths: readonly Path[];
  private readonly root: Node = { place: null, children: new Map() };

  constructor(paths: readonly Path[]) {
    this.paths = paths;
    for (const [place, { name }] of paths.entries()) {
      let node = this.root;
      for (const part of name.split('.')) {
        const child = node.children.get(part) ?? { place: null, children: new Map() };
        node.children.set(part, child);
        node = child;
      }
      node.place = place;
    }
  }

  /** @throws CommandError for a value that has no sort key */
  of(document: Value): Projected {
    const projected: Projected = {
      keys: this.paths.map(() => NULL_KEY),
      shapes: this.paths.map(() => MISSING),
      facts: this.paths.map(() => 0),
    };
    walk(this.root, document, projected);
    return projected;
  }
}

function walk(node: Node, document: Value, projected: Projected): void {
  for (const field of document.fields()) {
    const child = node.children.get(field.name);
    if (!child) continue;
    if (child.place !== null) put(field, child.place, projected);
    if (child.children.size === 0) continue;
    if (field.type === TYPE.document) walk(child, field, projected);
    else if (field.type === TYPE.array) walkArray(child, field, projected);
  }
}

/** The elements of an array are its fields "0", "1", …, so a path with a number in it leads to one of them. */
function walkArray(node: Node, array: Value, projected: Projected): void {
  const documents = array.fields().filter((element) => element.isDocument());
  const namesInElements = new Set(documents.flatMap((element) => element.fields().map(({ name }) => name)));
  for (const [name, child] of node.children) {
    if (!/^\d+$/.test(name) || namesInElements.has(name)) noteThrough(child, projected);
  }
  walk(node, array, projected);
}

function noteThrough(node: Node, projected: Projected): void {
  if (node.place !== null) projected.facts[node.place] = GOES_THROUGH_ARRAYS;
  for (const child of node.children.values()) noteThrough(child, projected);
}

function put(field: Field, place: number, projected: Projected): void {
  projected.keys[place] = sortKeyOf(field);
  if (field.type === TYPE.array) {
    projected.shapes[place] = JSON.stringify(field.fields().map(sortKeyOf));
    projected.facts[place] = (projected.facts[place] ?? 0) | HAS_ARRAYS;
  } else {
    projected.shapes[place] = SINGLE;
    if (field.type === TYPE.document) projected.facts[place] = (projected.facts[place] ?? 0) | HAS_DOCUMENTS;
  }
}
