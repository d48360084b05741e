import { ToolError } from '../../document/tool-error.ts';
import { fixedColors } from './colors.ts';
import { phrases } from './phrases.ts';

/** What is changed in Redoc's library, and how often it is there. */
type Patch = { what: string; find: RegExp; replace: string; count: number };

/** Looks a text of the library up in the page's language, when the page is drawn: see browser/words.ts. */
const word = (text: string) => `globalThis.redocWord(${text})`;

const patches: Patch[] = [
  {
    what: 'a worker made of a string, which a strict CSP refuses',
    find: /new Worker\(URL\.createObjectURL\(new Blob\(\['(?:[^'\\]|\\.)*'\]\)\),\{[^}]*\}\)/gs,
    replace: 'null',
    count: 1,
  },
  {
    what: 'the search that takes its place',
    find: /(searchWorker=)function\(\)\{[^}]*\}catch[^}]*\}[^}]*\}\(\)/g,
    replace: '$1globalThis.redocSearch()',
    count: 1,
  },
  {
    what: 'a <style> with the looks of scrollbars that are not used, which a strict CSP refuses',
    find: /(\.setAttributes\((\w),(\w)\.attributes\)),\3\.insert\(\2,\3\.options\)/g,
    replace: '$1',
    count: 1,
  },
  {
    what: "the logo on another's server",
    find: /"img",\{alt:"redocly logo",[^}]*?src:"[^"]*"\}/g,
    replace: '"i",{hidden:!0}',
    count: 1,
  },
  {
    what: 'a second stop for the keyboard on each operation of the menu',
    find: /\{tabIndex:0,width:/g,
    replace: '{width:',
    count: 1,
  },
  {
    what: 'the toggle of the credentials, for the mouse alone',
    find: /\{onClick:\(\)=>(\w)\(!(\w)\)\}(?=,\w\.createElement\(\w+,null,"Authorizations:"\))/g,
    replace:
      '{onClick:()=>$1(!$2),role:"button",tabIndex:0,"aria-expanded":$2,onKeyDown:k=>{(k.key==="Enter"||k.key===" ")&&(k.preventDefault(),$1(!$2))}}',
    count: 1,
  },
  {
    what: 'where parameters are',
    find: /(,null,)(\w+," Parameters")\)/g,
    replace: `$1${word('[$2].join("")')})`,
    count: 1,
  },
  { what: 'one type or another', find: /" or "/g, replace: word('" or "'), count: 7 },
  { what: 'one type or others', find: /` or \$\{/g, replace: `\`\${${word('" or "')}}\${`, count: 1 },
  { what: 'credentials or others', find: /content: ' or /g, replace: "content: ' / ", count: 2 },
  { what: 'types in the plural', find: /"\$1s\$2"/g, replace: word('"$$1s$$2"'), count: 1 },
  { what: 'decimal places', find: /`decimal places /g, replace: `\`\${${word('"decimal places"')}} `, count: 1 },
  { what: 'multiples', find: /`multiple of /g, replace: `\`\${${word('"multiple of"')}} `, count: 1 },
  { what: 'the place of an API key', find: /(" parameter name: ")/g, replace: word('$1'), count: 1 },
  { what: 'opening a field', find: /("aria-label":`)expand /g, replace: `$1\${${word('"expand"')}} `, count: 1 },
  {
    what: 'opening a sample',
    find: /\?("expand"):("collapse")\}/g,
    replace: `?${word('$1')}:${word('$2')}}`,
    count: 2,
  },
  { what: 'toggles', find: /(\("aria-label",)("\w+")\)/g, replace: `$1${word('$2')})`, count: 4 },
  ...fixedColors.map(({ text, replacement, count = 1 }) => ({
    what: `the colour "${text}"`,
    find: new RegExp(literally(text), 'g'),
    replace: replacement,
    count,
  })),
  ...phrases.map(({ before, text, after, count = 1 }) => ({
    what: `the phrase "${text}"`,
    find: new RegExp(`(${literally(before)})("${literally(text)}")(${literally(after)})`, 'g'),
    replace: `$1${word('$2')}$3`,
    count,
  })),
];

/**
 * Redoc's library with texts that can be translated, and nothing that a strict CSP refuses or that leaves the host.
 *
 * @throws ToolError when the library is not the one that the patches were made for
 */
export function patchRedoc(source: string): string {
  return patches.reduce((text, { what, find, replace, count }) => {
    const found = [...text.matchAll(find)].length;
    if (found === count) return text.replace(find, replace);
    throw new ToolError(`Redoc has changed: ${what} is there ${found} times, not ${count}. See docs/redoc/patches.ts.`);
  }, source);
}

/** A pattern that is this text and nothing else. */
function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
