import { escapeHtml } from '../html.ts';
import { highlighted } from '../prose/highlight.ts';
import type { CodeSample } from './code-samples.ts';
import { filled, written } from './holes.ts';

/** A sample for a page. What the reader may have a value for is marked: browser/fill.ts puts it there. */
export function sampleHtml({ source, grammar, holes }: CodeSample): string {
  return filled(highlighted(source, grammar), holes, (hole) => {
    const { name, as, quotes, value } = hole;
    const place = `data-fill="${escapeHtml(name)}" data-as="${as}" data-quotes="${quotes}"`;
    return `<span ${place}>${escapeHtml(written(hole, value))}</span>`;
  });
}
