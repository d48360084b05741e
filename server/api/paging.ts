import type { PagePlace } from '../database/paging.ts';
import type { Schemas } from './api.ts';
import { invalid } from './api-error.ts';
import { message } from './messages.ts';

interface PageQuery {
  page?: number;
  per_page?: number;
  cursor?: string;
}

/** Reads where a page begins. @throws VALIDATION_FAILED for a cursor that no list of ours has given */
export function pageOf({ page = 1, per_page = 25, cursor }: PageQuery): { place: PagePlace; perPage: number } {
  return { place: cursor === undefined ? { page } : { after: decodeCursor(cursor) }, perPage: per_page };
}

/** What the answer says about its page. @param total null if there are too many, or when a cursor was given: to go deep does not count all over again */
export function pagination(
  place: PagePlace,
  perPage: number,
  total: number | null,
  next: string | null,
): Schemas['Pagination'] {
  return {
    page: 'page' in place ? place.page : null,
    per_page: perPage,
    total,
    total_pages: total === null ? null : Math.ceil(total / perPage),
    next_cursor: next === null ? null : encodeCursor(next),
  };
}

function encodeCursor(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
}

function decodeCursor(cursor: string): string {
  const hex = Buffer.from(cursor, 'base64url').toString('hex');
  if (hex.length !== 32) throw invalid('cursor', message('invalid_cursor'));
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
