import type { JsonObject } from '../document/json.ts';

const DESCRIPTION =
  'What a caller has to know of it, in a few sentences of the length that real contracts have. '.repeat(4);

/** Things refer to those of their ten. */
const neighbour = (index: number, distance: number) => index - (index % 10) + ((index + distance) % 10);

/** A contract of about 6 MB, with as many operations as the largest that are published, and schemas that refer to each other. */
export function hugeContract(): JsonObject {
  const numbers = Array.from({ length: 1_200 }, (_, index) => index);
  const refer = (index: number) => ({ $ref: `#/components/schemas/Thing${index % numbers.length}` });
  const json = (index: number) => ({ 'application/json': { schema: refer(index) } });
  const schemas = numbers.map((index): [string, JsonObject] => [
    `Thing${index}`,
    {
      type: 'object',
      description: DESCRIPTION,
      required: ['id'],
      properties: {
        ...Object.fromEntries(
          Array.from({ length: 12 }, (_, member) => [`member_${member}`, { type: 'string', description: DESCRIPTION }]),
        ),
        id: { type: 'integer', example: index },
        next: refer(neighbour(index, 1)),
        others: { type: 'array', items: refer(neighbour(index, 7)) },
      },
    },
  ]);
  const paths = numbers.map((index): [string, JsonObject] => [
    `/things${index}/{id}`,
    {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: { summary: 'Get it', responses: { 200: { description: 'It.', content: json(index) } } },
      put: {
        summary: 'Change it',
        requestBody: { required: true, content: json(index) },
        responses: { 200: { description: 'It.', content: json(index) } },
      },
    },
  ]);
  return {
    openapi: '3.1.0',
    info: { title: 'Huge', version: '1.0.0' },
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(schemas) },
  };
}
