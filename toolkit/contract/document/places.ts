import {
  bundle,
  createConfig,
  getLineColLocation,
  type Location,
  type Source,
  unescapePointerFragment,
} from '@redocly/openapi-core';
import { isObject } from './json.ts';

/** A line of a file; lines and columns count from 1. */
export type Place = { file: string; line: number; column: number };

/** Where the nodes of a bundled contract stand in its files. @returns the place of a JSON Pointer's node, or of the closest one around it */
export async function placesIn(entryFile: string): Promise<(pointer: string) => Place> {
  const known = new WeakMap<object, Location>();
  const remember = (node: unknown, { location }: { location: Location }) => {
    if (typeof node === 'object' && node !== null && !known.has(node)) known.set(node, location);
  };
  const plugin = {
    id: 'places',
    decorators: { oas3: { remember: () => ({ any: { enter: remember }, ref: { enter: remember } }) } },
  };
  const config = await createConfig({ plugins: [plugin], decorators: { 'places/remember': 'error' } });
  const { bundle: bundled } = await bundle({ ref: entryFile, config });
  return (pointer) => placeOf(bundled, known, pointer);
}

type Bundled = { source: Source; parsed: unknown };

function placeOf({ source, parsed }: Bundled, known: WeakMap<object, Location>, pointer: string): Place {
  const steps = pointer
    .replace(/^#?\/?/, '')
    .split('/')
    .filter((step) => step !== '')
    .map(unescapePointerFragment);
  let node: unknown = parsed;
  let at: { source: Source; pointer: string } = { source, pointer: '#/' };
  for (const [index, step] of ['', ...steps].entries()) {
    if (index > 0) node = Array.isArray(node) ? node[Number(step)] : isObject(node) ? node[step] : undefined;
    if (node === undefined) break;
    const location = typeof node === 'object' && node !== null ? known.get(node) : undefined;
    const inside = `${at.pointer === '#/' ? '#' : at.pointer}/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (location !== undefined) at = { source: location.source, pointer: location.pointer };
    else if (index > 0) at = { ...at, pointer: inside };
  }
  const { start } = getLineColLocation({ ...at, reportOnKey: true });
  return { file: at.source.absoluteRef, line: start.line, column: start.col };
}
