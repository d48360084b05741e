import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Smaller files gain nothing. */
const WORTHWHILE_BYTES = 1024;

/** The text files of a site compressed, `.br` and `.gz` beside each, so that the server has nothing to compute. */
export async function compressedFiles(files: Map<string, string | Buffer>): Promise<Map<string, Buffer>> {
  const texts = [...files].filter(([name, content]) => !name.endsWith('.woff2') && content.length >= WORTHWHILE_BYTES);
  const pairs = await Promise.all(
    texts.map(async ([name, content]): Promise<[string, Buffer][]> => {
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
      const [br, gz] = await Promise.all([promisify(brotliCompress)(content, { params }), promisify(gzip)(content)]);
      return [
        [`${name}.br`, br],
        [`${name}.gz`, gz],
      ];
    }),
  );
  return new Map(pairs.flat());
}
