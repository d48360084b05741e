import { asYaml } from '../document/yaml.ts';

const texts = {
  en: {
    title: 'My API',
    description: 'What this API is for, in a sentence or two.',
    tag: 'Greetings',
    tagDescription: 'Greets whoever asks.',
    summary: 'Get a greeting',
    operation: 'Greets somebody by name.',
    name: 'Who is greeted.',
    ok: 'The greeting.',
    invalid: 'The name is not valid.',
    message: 'The greeting, ready to be shown.',
    example: 'Hello, Ana!',
  },
  'pt-BR': {
    title: 'Minha API',
    description: 'Para que serve esta API, em uma ou duas frases.',
    tag: 'Saudações',
    tagDescription: 'Saúda quem pedir.',
    summary: 'Obter uma saudação',
    operation: 'Saúda uma pessoa pelo nome.',
    name: 'Quem é saudado.',
    ok: 'A saudação.',
    invalid: 'O nome não é válido.',
    message: 'A saudação, pronta para ser exibida.',
    example: 'Olá, Ana!',
  },
  es: {
    title: 'Mi API',
    description: 'Para qué sirve esta API, en una o dos frases.',
    tag: 'Saludos',
    tagDescription: 'Saluda a quien lo pida.',
    summary: 'Obtener un saludo',
    operation: 'Saluda a alguien por su nombre.',
    name: 'A quién se saluda.',
    ok: 'El saludo.',
    invalid: 'El nombre no es válido.',
    message: 'El saludo, listo para mostrarse.',
    example: '¡Hola, Ana!',
  },
};

/** A contract of one operation, in the language that it is written in where there are texts for it, else in English. */
export function starterContract(language: string): string {
  const say = Object.entries(texts).find(([tag]) => tag.split('-')[0] === language.split('-')[0])?.[1] ?? texts.en;
  return asYaml({
    openapi: '3.1.0',
    info: {
      title: say.title,
      version: '0.1.0',
      description: say.description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [{ name: 'greetings', 'x-displayName': say.tag, description: say.tagDescription }],
    security: [],
    paths: {
      '/greetings/{name}': {
        get: {
          operationId: 'getGreeting',
          tags: ['greetings'],
          summary: say.summary,
          description: say.operation,
          parameters: [
            {
              name: 'name',
              in: 'path',
              required: true,
              description: say.name,
              schema: { type: 'string', minLength: 1, examples: ['Ana'] },
            },
          ],
          responses: {
            200: {
              description: say.ok,
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/Greeting' },
                  examples: { greeting: { value: { message: say.example } } },
                },
              },
            },
            422: { description: say.invalid },
          },
        },
      },
    },
    components: {
      schemas: {
        Greeting: {
          type: 'object',
          required: ['message'],
          properties: { message: { type: 'string', description: say.message } },
        },
      },
    },
  });
}
