import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { ToolError } from '../../document/tool-error.ts';

/** An image that Redoc asks another host for, and that no option leaves out. */
const LOGO = 'https://cdn.redoc.ly/redoc/logo-mini.svg';
const EMPTY_IMAGE = 'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E';
/** As the first line of the bundle names it. */
const LICENSES = 'redoc.standalone.js.LICENSE.txt';

/**
 * Redoc as its package has it, but for the one address of another host, and the licenses that it names.
 *
 * @throws ToolError when the package is not the one that was looked at
 */
export async function redocBundle(): Promise<{ script: string; licenses: [name: string, text: string] }> {
  const require = createRequire(import.meta.url);
  const read = (name: string) => readFile(require.resolve(`redoc/bundles/${name}`), 'utf8');
  const [script, licenses] = await Promise.all([read('redoc.standalone.js'), read(LICENSES)]);
  if (script.split(LOGO).length !== 2) throw new ToolError('Redoc has changed: its logo is elsewhere.');
  return {
    // The map is not published with it.
    script: script.replace(LOGO, EMPTY_IMAGE).replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'),
    licenses: [LICENSES, licenses],
  };
}
