import type { Client, FetchResponse, MaybeOptionalInit } from 'openapi-fetch';
import { type AnyResult, unwrap } from './unwrap.ts';

/** Where a page stands in its list, and which one follows. */
export interface Pagination {
  page: number | null;
  total_pages: number | null;
  next_cursor: string | null;
}
type AnyPage = { data: readonly unknown[]; pagination: Pagination };
type Media = `${string}/${string}`;
type Get<Paths, Path extends keyof Paths> = Paths[Path] extends { get: infer Operation } ? Operation : never;
type PageOf<Paths, Path extends keyof Paths> =
  Get<Paths, Path> extends { responses: object }
    ? NonNullable<FetchResponse<Get<Paths, Path>, unknown, Media>['data']>
    : never;
type ItemOf<Page> = Page extends { data: readonly (infer Item)[] } ? Item : never;

/** The paths whose `GET` answers with a page of a list. */
export type ListPath<Paths> = {
  [Path in keyof Paths]: [PageOf<Paths, Path>] extends [never]
    ? never
    : PageOf<Paths, Path> extends AnyPage
      ? Path
      : never;
}[keyof Paths];

/** The options of the list's `GET`, which may be left out if it needs none. */
type OptionsOf<Paths, Path extends keyof Paths> =
  undefined extends MaybeOptionalInit<Paths[Path], 'get' & keyof Paths[Path]>
    ? [options?: MaybeOptionalInit<Paths[Path], 'get' & keyof Paths[Path]>]
    : [options: MaybeOptionalInit<Paths[Path], 'get' & keyof Paths[Path]>];

interface AnyInit {
  params?: { query?: Record<string, unknown> };
}

/** All items of a list, asked for page by page as they are needed. */
export interface Items<Page> extends AsyncIterable<ItemOf<Page>> {
  /** The pages themselves, with their `pagination`. */
  pages(): AsyncGenerator<Page, void, undefined>;
}

/**
 * All items of a list: `for await (const log of paginate(client, '/api/v1/…/logs', { params: … })) …`. Begins where `page` or `cursor`
 * say, continues by cursor where the list has them, by page where not, and asks for nothing more once the loop is left.
 * Every page is a request like any other: retried, aborted by `signal`. Throws what `unwrap` throws.
 */
export function paginate<Paths extends object, Path extends ListPath<Paths>>(
  client: Pick<Client<Paths>, 'GET'>,
  path: Path,
  ...options: OptionsOf<Paths, Path>
): Items<PageOf<Paths, Path>>;
export function paginate(client: object, path: string, options: AnyInit = {}): object {
  const { GET: get } = client as { GET(path: string, init: AnyInit): Promise<AnyResult> }; // as the signature above says, seen from the inside
  async function* pages(): AsyncGenerator<AnyPage, void, undefined> {
    let query: Record<string, unknown> | undefined = options.params?.query ?? {};
    while (query) {
      const page = (await unwrap(get(path, { ...options, params: { ...options.params, query } }))) as AnyPage;
      yield page;
      query = next(query, page.pagination);
    }
  }
  return {
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const { data } of pages()) yield* data;
    },
  };
}

/** The query of the page that follows; `undefined` after the last. */
function next(query: Record<string, unknown>, pagination: Pagination): Record<string, unknown> | undefined {
  const { next_cursor: cursor, page, total_pages: last } = pagination;
  if (cursor) {
    // Failure policy: a server that gives the same cursor again would be asked for ever, so the list ends there.
    if (cursor === query['cursor']) return undefined;
    return { ...query, page: undefined, cursor };
  }
  return page && last && page < last ? { ...query, page: page + 1 } : undefined;
}
