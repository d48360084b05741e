import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Smaller files gain nothing. */
const WORTHWHILE_BYTES = 1024;

/** The text files of a site compressed, `.br` and `.gz` beside each, so that the server has nothing to compute. */
export async function compressedFiles(files: Map<string, string | Buffer>): Promise<Map<string, Buffer>> {
  const texts = [...files].filter(([name, content]) => !name.endsWith('.woff2') && content.length >= WORTHWHILE_BYTES);
  const pairs = await Promise.all(
    texts.map(async ([name, content]): Promise<[string, Buffer][]> => {
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        [constants.BROTLI_PARAM_LGWIN]: windowFor(content.length),
      };
      const [br, gz] = await Promise.all([promisify(brotliCompress)(content, { params }), promisify(gzip)(content)]);
      return [
        [`${name}.br`, br],
        [`${name}.gz`, gz],
      ];
    }),
  );
  return new Map(pairs.flat());
}

/** The smallest window that holds a file of so many bytes, as an exponent of 2: memory for the default, 4 MiB, takes longer than the file. */
function windowFor(bytes: number): number {
  const exponent = Math.ceil(Math.log2(bytes + 16)); // RFC 7932, 9.1: a window is 16 bytes smaller than that power
  return Math.min(Math.max(exponent, constants.BROTLI_MIN_WINDOW_BITS), constants.BROTLI_DEFAULT_WINDOW);
}
