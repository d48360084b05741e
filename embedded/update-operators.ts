import { type Field, TYPE, Value } from './bson-value.ts';
import { doubleValue, encodeFields, int32Value, int64Value } from './bson-writer.ts';
import { show } from './duplicate-key.ts';
import { CommandError, notSupported } from './errors.ts';
import { isOneOf, SUPPORTED, type UpdateOperator } from './supported.ts';

/** An update, checked: what it does to which path. */
export interface Update {
  changes: { operator: UpdateOperator; path: string; operand: Value }[];
}

/** @throws CommandError for replacements, pipelines, operators that are not supported and paths that meet */
export function compileUpdate(update: Value): Update {
  if (update.type === TYPE.array) throw notSupported('updates by a pipeline', 'FailedToParse');
  const changes: Update['changes'] = [];
  const operators = update.fields();
  if (!operators[0]?.name.startsWith('$')) throw notSupported('the replacement of a document', 'FailedToParse');
  for (const field of operators) {
    const operator = field.name;
    if (!isOneOf(SUPPORTED.updateOperators, operator))
      throw notSupported(`the update operator ${operator}`, 'FailedToParse');
    if (!field.isDocument()) {
      throw new CommandError(
        'FailedToParse',
        `Modifiers operate on fields but we found type ${field.typeName} instead.`,
      );
    }
    for (const operand of field.fields()) {
      assertPath(operand);
      if (operator === '$inc' && !operand.isNumber()) {
        throw new CommandError(
          'TypeMismatch',
          `Cannot increment with non-numeric argument: {${operand.name}: ${show(operand)}}`,
        );
      }
      changes.push({ operator, path: operand.name, operand });
    }
  }
  assertApart(changes.map(({ path }) => path));
  return { changes };
}

function assertPath({ name }: Field): void {
  if (name.split('.').some((part) => part === '')) {
    throw new CommandError('BadValue', `The update path '${name}' contains an empty field name, which is not allowed.`);
  }
  if (name.split('.').some((part) => part.startsWith('$'))) {
    throw new CommandError('DollarPrefixedFieldName', `The dollar ($) prefixed field in '${name}' is not allowed`);
  }
}

/** No two changes of one place, as in MongoDB: their order would decide. */
function assertApart(paths: string[]): void {
  const sorted = paths.toSorted();
  for (const path of paths) {
    const twice = paths.indexOf(path) !== paths.lastIndexOf(path);
    if (twice || sorted.some((other) => other.startsWith(`${path}.`))) {
      throw new CommandError(
        'ConflictingUpdateOperators',
        `Updating the path '${path}' would create a conflict at '${path}'`,
      );
    }
  }
}

/** A document, or an array, that is being changed: fields in their order, those opened that a path leads into. */
interface Draft {
  isArray: boolean;
  fields: Map<string, Value | Draft>;
}

/** Applies an update. Gives the same bytes if nothing changes. @throws CommandError, e.g. ImmutableField for `_id` */
export function applyUpdate(document: Value, { changes }: Update, isInsert: boolean): Buffer {
  const draft = opened(document);
  const idBefore = draft.fields.get('_id');
  // New fields come in the order of their names, as in MongoDB 5.
  for (const change of changes.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    if (change.operator === '$setOnInsert' && !isInsert) continue;
    apply(draft, change);
  }
  const id = draft.fields.get('_id');
  if (idBefore instanceof Value && !(id instanceof Value && id.equals(idBefore))) {
    throw new CommandError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  return encoded(draft);
}

function apply(draft: Draft, { operator, path, operand }: Update['changes'][number]): void {
  const parts = path.split('.');
  const name = parts.pop() ?? path;
  const parent = open(draft, parts, path, operator !== '$unset');
  if (!parent) return;
  if (parent.isArray && (operator === '$unset' || !parent.fields.has(name))) throw insideArray(path);
  if (operator === '$unset') parent.fields.delete(name);
  else if (operator === '$inc') parent.fields.set(name, sum(parent.fields.get(name), operand, path));
  else parent.fields.set(name, operand);
}

/** The document that the path leads to; made on the way if it is not there. Null if it is not there and need not be. */
function open(draft: Draft, parts: string[], path: string, make: boolean): Draft | null {
  let parent = draft;
  for (const part of parts) {
    const child = parent.fields.get(part);
    if (child === undefined) {
      if (parent.isArray) throw insideArray(path);
      if (!make) return null;
      const made: Draft = { isArray: false, fields: new Map() };
      parent.fields.set(part, made);
      parent = made;
    } else if (!(child instanceof Value)) {
      parent = child;
    } else if (child.isDocument() || child.type === TYPE.array) {
      const inner = opened(child);
      parent.fields.set(part, inner);
      parent = inner;
    } else if (make) {
      const name = path.split('.').at(-1);
      throw new CommandError('PathNotViable', `Cannot create field '${name}' in element {${part}: ${show(child)}}`);
    } else {
      return null;
    }
  }
  return parent;
}

/** MongoDB would fill the array up with nulls. */
function insideArray(path: string): CommandError {
  return notSupported(`updates of an array but for elements that are there (${path})`, 'PathNotViable');
}

function opened(value: Value): Draft {
  return { isArray: value.type === TYPE.array, fields: new Map(value.fields().map((field) => [field.name, field])) };
}

function encoded({ fields }: Draft): Buffer {
  return encodeFields([...fields].map(([name, value]) => [name, closed(value)] as const));
}

function closed(value: Value | Draft): Value {
  if (value instanceof Value) return value;
  const bytes = encoded(value);
  return new Value(value.isArray ? TYPE.array : TYPE.document, bytes, 0, bytes.length);
}

/** int32 grows into int64, anything with a double is a double, as in MongoDB. */
function sum(present: Value | Draft | undefined, increment: Value, path: string): Value {
  if (present === undefined) return increment;
  if (!(present instanceof Value) || !present.isNumber()) {
    const type = present instanceof Value ? present.typeName : 'document';
    throw new CommandError('TypeMismatch', `Cannot apply $inc to a value of non-numeric type ${type}: ${path}`);
  }
  if (present.type === TYPE.double || increment.type === TYPE.double) {
    return doubleValue((present.asNumber() ?? 0) + (increment.asNumber() ?? 0));
  }
  const total = integer(present) + integer(increment);
  if (present.type === TYPE.int32 && increment.type === TYPE.int32 && total === BigInt.asIntN(32, total)) {
    return int32Value(Number(total));
  }
  if (total !== BigInt.asIntN(64, total)) {
    throw new CommandError(
      'BadValue',
      `Failed to apply $inc operations to current value of ${path}: the int64 overflows`,
    );
  }
  return int64Value(total);
}

function integer(value: Value): bigint {
  return value.type === TYPE.int64 ? value.bytes.readBigInt64LE(value.at) : BigInt(value.bytes.readInt32LE(value.at));
}
