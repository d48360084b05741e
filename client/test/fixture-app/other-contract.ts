import { createClient, paginate, unwrap } from '@reentrega/client';

/** What openapi-typescript writes for another contract; the client serves it, too. */
interface paths {
  '/books': {
    get: {
      parameters: { query?: { author?: string; page?: number }; path?: never };
      requestBody?: never;
      responses: { 200: { content: { 'application/json': BookPage } } };
    };
    put?: never;
    post: {
      parameters: { query?: never; path?: never };
      requestBody: { content: { 'application/json': { title: string } } };
      responses: { 201: { content: { 'application/json': { data: Book } } } };
    };
  };
}
interface Book {
  title: string;
}
interface BookPage {
  data: Book[];
  pagination: {
    page: number | null;
    per_page: number;
    total: number | null;
    total_pages: number | null;
    next_cursor: string | null;
  };
}

const library = createClient<paths>({ baseUrl: 'http://127.0.0.1:4010', language: 'fr' });

export async function titles(): Promise<string[]> {
  // @ts-expect-error: a path of ours, which the library does not have
  await library.GET('/api/v1/agents');
  const { data } = await unwrap(library.POST('/books', { body: { title: 'Dom Casmurro' } }));
  const seen = [data.title];
  for await (const { title } of paginate(library, '/books', { params: { query: { author: 'Machado' } } }))
    seen.push(title);
  return seen;
}
