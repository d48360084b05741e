import type { Page } from 'playwright-core';

/** Words that the pages' frame would show in English: none may be on a page in another language. */
const english = [
  'additional property',
  'and',
  'Any of',
  'answer with it',
  'array of',
  'at least',
  'at most',
  'Bearer format',
  'body',
  'Callback payload',
  'Changelog',
  'Codes',
  'characters',
  'collapse',
  'Collapse all',
  'Content type',
  'Copied',
  'Copy',
  'Dark',
  'decimal places',
  'Default',
  'Deprecated',
  'Description',
  'Download',
  'Enum',
  'Event',
  'Example',
  'Examples',
  'Fields',
  'Forget',
  'expand',
  'Expand all',
  'Headers',
  'Hide',
  'HTTP Authorization Scheme',
  'items',
  'Language',
  'License',
  'Loading',
  'multiple of',
  'No results',
  'No sample',
  'non-empty',
  'None',
  'One of',
  'optional',
  'Overview',
  'or',
  'Parameters',
  'path',
  'pattern property',
  'Possible values',
  'properties',
  'query',
  'Recursive',
  'Reference',
  'Request',
  'required',
  'Required scopes',
  'Response',
  'Responses',
  'sample',
  'samples',
  'Schema',
  'Search',
  'Security Scheme',
  'Send',
  'Server',
  'Show',
  'Skip',
  'Terms of Service',
  'Theme',
  'the',
  'unique',
  'Value',
  'Values',
  'with',
];

/**
 * What a page says to its readers, hidden parts and labels for screen readers included, without names for programs: code,
 * the names and types of fields, and what is marked as being in another language.
 */
export async function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const names = 'code, pre, script, style, .type, [lang]:not(html)';
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (element === null || element.closest(names) !== null) continue;
      if (node instanceof Element) {
        for (const name of ['aria-label', 'placeholder', 'alt']) {
          const text = node.getAttribute(name);
          if (text !== null && !/^(tag|operation|section)\//.test(text)) found.push(text);
        }
      } else if (node.textContent !== null && node.textContent.trim() !== '') {
        found.push(node.textContent.trim());
      }
    }
    return found;
  });
}

/** The texts that have one of the words. `default` alone is a status, as the contract has it. */
export function englishIn(texts: string[]): string[] {
  const words = english.map((word) => new RegExp(`(?<![\\p{L}\\p{N}_./-])${word}(?![\\p{L}\\p{N}_/=-])`, 'iu'));
  return [...new Set(texts.filter((text) => text !== 'default' && words.some((word) => word.test(text))))];
}
