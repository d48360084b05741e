import { documentValue, type Value } from './bson-value.ts';
import { encodeFields } from './bson-writer.ts';
import { CommandError, notSupported } from './errors.ts';

/**
 * MongoDB's projection of results: which fields of a document go out. Whole fields only, either those that are named or those
 * that are not; `_id` goes out unless it is refused.
 */
export function compileSelection(specification: Value | undefined): (bytes: Buffer) => Buffer {
  const fields = specification?.fields() ?? [];
  if (fields.length === 0) return (bytes) => bytes;
  const wanted = new Map(
    fields.map((field) => {
      const include = field.asBoolean();
      if (include === undefined || field.name.includes('.') || field.name.includes('$')) {
        throw notSupported(`the projection of ${field.name}: only whole fields, by 1 or 0`, 'BadValue');
      }
      return [field.name, include];
    }),
  );
  const others = [...wanted].filter(([name]) => name !== '_id').map(([, include]) => include);
  const including = others[0] ?? wanted.get('_id') ?? false;
  if (others.some((include) => include !== including)) {
    throw new CommandError(
      'BadValue',
      'Cannot do exclusion in an inclusion projection, nor inclusion in an exclusion projection',
    );
  }
  const isOut = (name: string) =>
    name === '_id' ? (wanted.get('_id') ?? true) : wanted.has(name) ? including : !including;
  return (bytes) =>
    encodeFields(
      documentValue(bytes)
        .fields()
        .filter(({ name }) => isOut(name))
        .map((field) => [field.name, field] as const),
    );
}
