import { createHash } from 'node:crypto';
import { DOMImplementation, DOMParser, type Document, type Element, type Node, XMLSerializer } from '@xmldom/xmldom';
import { ToolError } from '../document/tool-error.ts';
import type { Entry, Format } from './format.ts';
import { protectedParts } from './protected-parts.ts';

const namespace = 'urn:oasis:names:tc:xliff:document:2.0';
const [ELEMENT, TEXT, CDATA] = [1, 3, 4];
/** What XML 1.0 cannot hold. */
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/**
 * XLIFF 2.0 (https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html): a unit per text, named for its key. What a
 * translator has to leave as it is stands as `<ph>`, with the original beside it, so that a CAT tool cannot break it.
 */
export const xliff: Format = {
  write({ from, to, entries }) {
    const document = new DOMImplementation().createDocument(namespace, 'xliff');
    const root = rootOf(document);
    set(root, { version: '2.0', srcLang: from, trgLang: to });
    const file = add(document, root, 'file', { id: 'contract' });
    for (const entry of entries) addUnit(document, file, entry);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document).replaceAll('\r', '&#13;')}\n`;
  },
  read(text) {
    const root = rootOf(parsed(text));
    if (root.localName !== 'xliff' || !/^2\./.test(root.getAttribute('version') ?? '')) {
      throw new ToolError('This is not an XLIFF 2 file.');
    }
    const units = all(root, 'unit');
    return {
      from: root.getAttribute('srcLang') ?? '',
      to: root.getAttribute('trgLang') ?? '',
      entries: units.map(entryOf),
    };
  },
};

function addUnit(document: Document, file: Element, { key, source, target, state }: Entry): void {
  const id = `u${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
  const unit = add(document, file, 'unit', { id, name: key, 'xml:space': 'preserve' });
  const parts = protectedParts(source);
  const data = new Map(
    [...new Set(parts.filter((part) => part.isFixed).map(({ text }) => text))].map((text, index) => [text, index + 1]),
  );
  if (data.size > 0) {
    const originals = add(document, unit, 'originalData', {});
    for (const [original, number] of data) {
      add(document, originals, 'data', { id: `d${number}` }).appendChild(document.createTextNode(original));
    }
  }
  const segment = add(document, unit, 'segment', { state: state === 'done' ? 'final' : 'initial' });
  const fill = (name: string, text: string) => {
    const element = add(document, segment, name, {});
    const used = new Map<string, number>();
    for (const part of protectedParts(text)) {
      const number = part.isFixed ? data.get(part.text) : undefined;
      if (number === undefined) {
        addText(document, element, part.text);
        continue;
      }
      const time = (used.get(part.text) ?? 0) + 1;
      used.set(part.text, time);
      add(document, element, 'ph', {
        id: time === 1 ? `${number}` : `${number}.${time}`,
        dataRef: `d${number}`,
        equiv: part.text,
      });
    }
  };
  fill('source', source);
  if (target !== '') fill('target', target);
}

/** Control characters, which XML cannot hold, as `<cp>`. */
function addText(document: Document, parent: Element, text: string): void {
  let plain = '';
  for (const character of text) {
    if (!unwritable.test(character)) {
      plain += character;
      continue;
    }
    parent.appendChild(document.createTextNode(plain));
    plain = '';
    add(document, parent, 'cp', { hex: (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0') });
  }
  parent.appendChild(document.createTextNode(plain));
}

/** A tool may have cut the text into segments: they are put together again, and one without a translation leaves none. */
function entryOf(unit: Element): Entry {
  const originals = new Map(all(unit, 'data').map((data) => [data.getAttribute('id') ?? '', data.textContent ?? '']));
  const pieces = children(unit).filter(({ localName }) => localName === 'segment' || localName === 'ignorable');
  let [source, target, isTranslated, isInitial] = ['', '', pieces.length > 0, false];
  for (const piece of pieces) {
    const [written, translated] = ['source', 'target'].map((name) =>
      children(piece).find((one) => one.localName === name),
    );
    const sourceText = written ? textOf(written, originals) : '';
    const targetText = translated ? textOf(translated, originals) : undefined;
    source += sourceText;
    target += targetText ?? sourceText;
    if (piece.localName === 'ignorable') continue;
    if (targetText === undefined || targetText === '') isTranslated = false;
    if ((piece.getAttribute('state') ?? 'initial') === 'initial') isInitial = true;
  }
  const key = unit.getAttribute('name') ?? unit.getAttribute('id') ?? '';
  if (!isTranslated) return { key, source, target: '', state: 'missing' };
  return { key, source, target, state: isInitial ? 'stale' : 'done' };
}

function textOf(node: Node, originals: Map<string, string>): string {
  return [...node.childNodes]
    .map((child) => {
      if (child.nodeType === TEXT || child.nodeType === CDATA) return child.nodeValue ?? '';
      if (child.nodeType !== ELEMENT) return '';
      const element = child as Element;
      if (element.localName === 'cp')
        return String.fromCodePoint(Number.parseInt(element.getAttribute('hex') ?? '20', 16));
      if (element.localName !== 'ph') return textOf(element, originals);
      return originals.get(element.getAttribute('dataRef') ?? '') ?? element.getAttribute('equiv') ?? '';
    })
    .join('');
}

function parsed(text: string): Document {
  try {
    const onError = (_level: string, message: string) => {
      throw new ToolError(`This is not valid XML: ${message.split('\n')[0]}`);
    };
    return new DOMParser({ onError }).parseFromString(text.replace(/^\uFEFF/, ''), 'text/xml');
  } catch (error) {
    if (error instanceof ToolError) throw error;
    throw new ToolError(
      `This is not valid XML: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    );
  }
}

function rootOf(document: Document): Element {
  if (document.documentElement === null) throw new ToolError('This is not an XLIFF 2 file.');
  return document.documentElement;
}

function add(document: Document, parent: Node, name: string, attributes: Record<string, string>): Element {
  const element = document.createElementNS(namespace, name);
  set(element, attributes);
  parent.appendChild(element);
  return element;
}

function set(element: Element, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function children(node: Node): Element[] {
  return [...node.childNodes].filter((child) => child.nodeType === ELEMENT).map((child) => child as Element);
}

function all(node: Element, name: string): Element[] {
  return [...node.getElementsByTagNameNS('*', name)];
}
