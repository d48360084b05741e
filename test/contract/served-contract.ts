import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export type Schema = { [keyword: string]: unknown; $ref?: string };
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}
interface Reply {
  headers?: Record<string, { required?: boolean; schema: Schema }>;
  content?: Record<string, { schema: Schema }>;
}
export interface Operation {
  id: string;
  method: string;
  path: string;
  parameters: Parameter[];
  /** The schema of its JSON body, if it has one. */
  body: Schema | null;
  replies: Record<string, Reply>;
}
type Json = Record<string, unknown>;
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** The contract that a server serves, as a client that knows nothing else reads it. */
export class ServedContract {
  private readonly document: Json;
  private readonly ajv: Ajv2020;
  /** By the text of the schema: most replies are written the same way in many places. */
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(document: Json) {
    this.document = document;
    this.ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: false });
    addFormats.default(this.ajv);
    this.ajv.addSchema(document as AnySchema, 'contract');
  }

  operations(): Operation[] {
    const paths = this.document['paths'] as Record<string, Json>;
    return Object.entries(paths).flatMap(([path, item]) =>
      METHODS.filter((method) => item[method]).map((method) => this.operation(path, method, item)),
    );
  }

  private operation(path: string, method: string, item: Json): Operation {
    const operation = item[method] as Json;
    const parameters = [item['parameters'] ?? [], operation['parameters'] ?? []].flat() as Parameter[];
    const body = operation['requestBody'] as { content: Record<string, { schema: Schema }> } | undefined;
    const replies = Object.entries(operation['responses'] as Record<string, Schema>).map(([status, reply]) => {
      const { headers = {}, ...rest } = this.resolve(reply) as Reply;
      const resolved = Object.entries(headers).map(([name, header]) => [name, this.resolve(header)]);
      return [status, { ...rest, headers: Object.fromEntries(resolved) }];
    });
    return {
      id: String(operation['operationId']),
      method: method.toUpperCase(),
      path,
      parameters: parameters.map((one) => this.resolve(one)),
      body: body?.content['application/json']?.schema ?? null,
      replies: Object.fromEntries(replies),
    };
  }

  /** What a reference stands for; anything else as it is. */
  resolve<Kind extends object = Schema>(schema: Kind & { $ref?: string }): Kind {
    if (schema.$ref === undefined) return schema;
    const steps = schema.$ref.slice(2).split('/');
    const target = steps.reduce<unknown>((node, step) => (node as Json)[step.replaceAll('~1', '/')], this.document);
    const { $ref: _, ...beside } = schema;
    return { ...this.resolve(target as Kind), ...beside };
  }

  /** Why the value does not fit the schema, or null if it does. */
  fault(schema: Schema, value: unknown): string | null {
    const text = JSON.stringify(schema);
    const validate = this.validators.get(text) ?? this.ajv.compile(absolute(schema) as AnySchema);
    this.validators.set(text, validate);
    return validate(value) ? null : this.ajv.errorsText(validate.errors, { dataVar: 'body' });
  }
}

/** References are those of the document, wherever the schema is compiled. */
function absolute(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(absolute);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, inner]) => [
      name,
      name === '$ref' && typeof inner === 'string' && inner.startsWith('#') ? `contract${inner}` : absolute(inner),
    ]),
  );
}
