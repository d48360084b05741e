import { ObjectId } from 'mongodb';
import { documentValue, TYPE, Value } from './bson-value.ts';
import { encodeFields } from './bson-writer.ts';
import { notSupported } from './errors.ts';
import { applyUpdate, compileUpdate, type Update } from './update-operators.ts';

/** The document that an upsert inserts: what the filter says that fields equal, then the update, `_id` first. */
export function upserted(filter: Value, update: Update): Buffer {
  const equalities = equalitiesOf(filter);
  const { changes } = compileUpdate(
    documentValue(
      encodeFields([
        ['$set', documentValue(encodeFields(equalities.filter(([path]) => path !== '_id')))],
        ['$unset', documentValue(encodeFields([]))],
      ]),
    ),
  );
  const id = equalities.find(([path]) => path === '_id');
  const start = encodeFields(id ? [id] : []);
  const base = applyUpdate(documentValue(start), { changes }, true);
  return withIdFirst(applyUpdate(documentValue(base), update, true));
}

/** The document with its `_id` as the first field, and one made for it if it has none. */
export function withIdFirst(bytes: Buffer): Buffer {
  const fields = documentValue(bytes).fields();
  const [first] = fields;
  if (first?.name === '_id') return bytes;
  const id = fields.find(({ name }) => name === '_id') ?? newObjectId();
  return encodeFields([
    ['_id', id],
    ...fields.filter(({ name }) => name !== '_id').map((field) => [field.name, field] as const),
  ]);
}

function newObjectId(): Value {
  const bytes = Buffer.from(new ObjectId().id);
  return new Value(TYPE.objectId, bytes, 0, bytes.length);
}

function equalitiesOf(filter: Value): (readonly [string, Value])[] {
  return filter.fields().flatMap((field) => {
    if (field.name === '$and') return field.fields().flatMap(equalitiesOf);
    if (field.name === '$or') {
      if (field.fields().length === 1) return field.fields().flatMap(equalitiesOf);
      return [];
    }
    if (!field.isDocument()) return [[field.name, field] as const];
    const operators = field.fields();
    if (operators.some(({ name, type }) => name === '$in' && type === TYPE.array)) {
      throw notSupported(`an upsert by $in (${field.name})`);
    }
    return operators.filter(({ name }) => name === '$eq').map((operand) => [field.name, operand] as const);
  });
}
