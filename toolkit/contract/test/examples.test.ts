import { describe, test } from 'vitest';
import { assertCheckSays, type Fault } from './faults.ts';

const againstSchema: Fault[] = [
  {
    name: 'an English value of a body',
    file: 'paths/loans.yaml',
    old: 'days: 14, note: For the book club }',
    replacement: 'days: 140, note: For the book club }',
    at: 'days: 140',
    says: 'must be <= 30. (no-invalid-media-type-examples)',
  },
  {
    name: 'a value that only its translation spoils',
    file: 'paths/loans.yaml',
    old: 'value: { note: Para o clube de leitura }',
    replacement: 'value: { note: Para o clube de leitura das terças-feiras à noite }',
    at: 'Para o clube de leitura das terças-feiras à noite',
    says: 'In pt-BR: Example value must conform to the schema: `note` property must NOT have more than 40 characters. (no-invalid-media-type-examples)',
  },
  {
    name: 'a value that its translation gives what the schema does not have',
    file: 'paths/loans.yaml',
    old: 'value: { message: Livro emprestado por 14 dias. }',
    replacement: 'value: { mensagem: Livro emprestado por 14 dias. }',
    at: 'mensagem: Livro',
    says: 'In pt-BR: Example value must conform to the schema: must NOT have unevaluated properties `mensagem`. (no-invalid-media-type-examples)',
  },
  {
    name: 'a parameter',
    file: 'parameters/PerPage.yaml',
    old: 'example: 10',
    replacement: 'example: 51',
    at: 'example: 51',
    says: 'must be <= 50. (no-invalid-parameter-examples)',
  },
  {
    name: 'a schema',
    file: 'schemas/Isbn.yaml',
    old: "examples: ['9788535914849']",
    replacement: 'examples: [978-85-359-1484-9]',
    at: 'examples: [978-85-359-1484-9]',
    says: '(no-invalid-schema-examples)',
  },
  {
    name: 'a header',
    file: 'responses/RateLimited.yaml',
    old: 'content:\n',
    replacement: 'headers: { Retry-After: { schema: { type: integer }, example: soon } }\ncontent:\n',
    at: 'example: soon',
    says: 'type must be integer. (no-invalid-schema-examples)',
  },
];

const againstMessages: Fault[] = [
  {
    name: 'a sentence in the examples of a schema',
    file: 'schemas/Failure.yaml',
    old: '        examples: [Livro não encontrado.]\n',
    replacement: '',
    at: 'examples: [Book not found.]',
    says: '"Book not found." is a message, which says in pt-BR: "Livro não encontrado.". (contract/example-sentences)',
  },
  {
    name: 'a sentence of the service that its translation says in other words',
    file: 'responses/NotFound.yaml',
    old: 'Livro não encontrado.',
    replacement: 'O livro sumiu.',
    at: 'O livro sumiu.',
    says: '"Book not found." is a message, which says in pt-BR: "Livro não encontrado.". (contract/example-sentences)',
  },
  {
    name: 'a sentence of the service that is not translated',
    file: 'responses/InvalidJson.yaml',
    old: 'value: { message: "O corpo da requisição não é um JSON válido." }',
    replacement: 'summary: Um corpo que não é JSON',
    at: 'message: The request body is not valid JSON.',
    says: '"The request body is not valid JSON." is a message, which says in pt-BR: "O corpo da requisição não é um JSON válido.". (contract/example-sentences)',
  },
];

describe.concurrent('check fails on an example, with file and line', () => {
  test('against its schema, in the one language or the other', (t) => assertCheckSays(t, againstSchema));
  test('against the messages', (t) => assertCheckSays(t, againstMessages));
});
