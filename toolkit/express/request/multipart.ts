import { validationFailed } from '../errors.ts';
import { message } from '../messages.ts';
import type { FormEntries } from './form.ts';

/** More parts than this are no form that a person or a program fills in: each costs far more memory than its bytes. */
const MOST_PARTS = 1_000;

/**
 * The parts of a multipart/form-data body (RFC 7578): texts, and files as the platform's File.
 * @param type the whole Content-Type, with its boundary
 * @throws FrontError 422 for what is no such body, and for more than 1,000 parts
 */
export async function multipartEntries(bytes: Buffer, type: string): Promise<FormEntries> {
  if (partsIn(bytes, type) > MOST_PARTS)
    throw validationFailed({ body: [message('invalid_max_items', { limit: MOST_PARTS })] });
  try {
    // The platform's own parser: it needs the body whole, which it is.
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
    return [...form];
  } catch {
    throw validationFailed({ body: [message('invalid_format', { format: 'multipart/form-data' })] });
  }
}

function partsIn(bytes: Buffer, type: string): number {
  const [, quoted, token] = /;\s*boundary=(?:"([^"]*)"|([^\s;]*))/i.exec(type) ?? [];
  const boundary = `--${quoted ?? token ?? ''}`;
  let count = 0;
  for (let at = bytes.indexOf(boundary); at >= 0 && count <= MOST_PARTS; at = bytes.indexOf(boundary, at + 1))
    count += 1;
  return count;
}
