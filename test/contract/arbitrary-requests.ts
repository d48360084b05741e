import fc from 'fast-check';
import type { Operation, Parameter, Schema, ServedContract } from './served-contract.ts';

export interface ArbitraryRequest {
  params: Record<string, string>;
  query: [name: string, value: string][];
  headers: Record<string, string>;
  /** Undefined: none is sent. */
  body: string | undefined;
}

/** Stands for the id of something that is there. */
export const KNOWN = 'known';

/** What nobody expects in a text. */
const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('', ' ', '\u0000', '\ud800', '__proto__', '$where', 'null', '-0', '1e999', '٣', 'x'.repeat(3_000)),
);
const oddJson = fc.oneof(
  fc.jsonValue({ depthSize: 'small', stringUnit: 'binary' }),
  oddText,
  fc.constantFrom<unknown>(null, true, [], {}, -1, 1e308, 5e-324, 2 ** 53, [[[]]], { $ne: null }, 0.5),
);

/** Values that fit a schema, of those that requests of the contract use. */
function fitting(schema: Schema, contract: ServedContract): fc.Arbitrary<unknown> {
  const resolved = contract.resolve(schema);
  if ('enum' in resolved) return fc.constantFrom(...(resolved['enum'] as unknown[]));
  const number = (name: string, otherwise: number) => (resolved[name] as number | undefined) ?? otherwise;
  const lengths = { minLength: number('minLength', 0), maxLength: number('maxLength', 50) };
  switch (resolved['type']) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: number('minimum', -1000), max: number('maximum', 1000) });
    case 'string':
      return fittingText(resolved, lengths);
    case 'array': {
      const item = fitting(resolved['items'] as Schema, contract);
      const size = { minLength: number('minItems', 0), maxLength: Math.min(number('maxItems', 5), 5) };
      return resolved['uniqueItems'] ? fc.uniqueArray(item, size) : fc.array(item, size);
    }
    default: {
      const properties = resolved['properties'] as Record<string, Schema> | undefined;
      if (!properties) return fc.dictionary(fc.string({ unit: 'binary' }), oddJson, { maxKeys: 5 });
      const fields = Object.entries(properties).map(([name, inner]) => [name, fitting(inner, contract)] as const);
      const requiredKeys = (resolved['required'] as string[] | undefined) ?? [];
      return fc.record<Record<string, unknown>, string>(Object.fromEntries(fields), { requiredKeys });
    }
  }
}

function fittingText(
  schema: Schema,
  { minLength, maxLength }: { minLength: number; maxLength: number },
): fc.Arbitrary<string> {
  if (schema['format'] === 'uuid') return fc.uuid();
  if (schema['format'] === 'date-time') {
    const times = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-30'), noInvalidDate: true });
    return fc.oneof(
      times.map((at) => at.toISOString()),
      fc.constant('2024-02-29T23:59:59.123456789-23:59'),
    );
  }
  const { pattern, examples } = schema as { pattern?: string; examples?: string[] };
  if (!pattern) return fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 50) });
  const matching = fc
    .stringMatching(new RegExp(pattern, 'u'))
    .filter(({ length }) => length >= minLength && length <= maxLength);
  return examples ? fc.oneof(matching, fc.constantFrom(...examples)) : matching;
}

/** A fitting object with one thing wrong, or not: a field less, a field more, another value. */
function almostFitting(schema: Schema, contract: ServedContract): fc.Arbitrary<unknown> {
  const names = Object.keys((contract.resolve(schema)['properties'] as object | undefined) ?? {});
  const name = fc.oneof(fc.constantFrom(...names), oddText);
  return fc
    .tuple(fitting(schema, contract), name, fc.option(oddJson, { nil: undefined }))
    .map(([object, field, value]) => Object.fromEntries([...Object.entries(object as object), [field, value]]));
}

function bodies(schema: Schema, contract: ServedContract): fc.Arbitrary<string | undefined> {
  const text = (value: unknown) => JSON.stringify(value);
  return fc.oneof(
    { weight: 4, arbitrary: fitting(schema, contract).map(text) },
    { weight: 4, arbitrary: almostFitting(schema, contract).map(text) },
    { weight: 1, arbitrary: oddJson.map(text) },
    { weight: 1, arbitrary: oddText },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

function values({ schema }: Parameter, contract: ServedContract): fc.Arbitrary<string> {
  return fc.oneof({ weight: 3, arbitrary: fitting(schema, contract).map(String) }, { weight: 1, arbitrary: oddText });
}

/** Requests for an operation: good ones, bad ones, and those that are nearly good. */
export function requestsFor(operation: Operation, contract: ServedContract): fc.Arbitrary<ArbitraryRequest> {
  const of = (place: Parameter['in']) => operation.parameters.filter((parameter) => parameter.in === place);
  const id = fc.oneof(
    { weight: 12, arbitrary: fc.constant(KNOWN) },
    { weight: 1, arbitrary: fc.uuid() },
    // An empty one, `.` and `..` make another path, with a say of its own.
    { weight: 1, arbitrary: oddText.filter((text) => !['', '.', '..'].includes(text) && text.isWellFormed()) },
  );
  const params = fc.record(Object.fromEntries(of('path').map(({ name }) => [name, id])));
  const declared = of('query').map((one) =>
    fc.option(values(one, contract).map((value) => [one.name, value] as const)),
  );
  const unknown = fc.option(fc.tuple(oddText, oddText), { freq: 12 });
  const query = fc
    .tuple(unknown, ...declared)
    .map((pairs) => pairs.filter((pair) => pair !== null) as [string, string][]);
  // What a header cannot hold, no client can send.
  const ofHeader = (one: Parameter) =>
    fc.option(
      values(one, contract).filter((value) => /^[!-~]([ -~]*[!-~])?$/.test(value)),
      { nil: '' },
    );
  const headers = fc.record({
    'accept-language': fc.constantFrom('', 'en', 'pt-BR', 'pt-PT, en;q=0.3', '*', 'xx'),
    ...Object.fromEntries(of('header').map((one) => [one.name.toLowerCase(), ofHeader(one)])),
  });
  return fc.record({
    params,
    query,
    headers: headers.map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))),
    body: operation.body ? bodies(operation.body, contract) : fc.constant(undefined),
  });
}
