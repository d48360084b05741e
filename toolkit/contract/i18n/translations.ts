import { relative, sep } from 'node:path';
import type { Location } from '@redocly/openapi-core';
import { isObject, type Json, type JsonObject, objectAt } from '../document/json.ts';
import { translationsKey } from './languages.ts';
import { hashOf } from './lock.ts';

/** The fields that are text for people, by the linter's name of the node. Each has to exist in every language. */
const textFields: Record<string, string[]> = {
  Info: ['title', 'summary', 'description'],
  Server: ['description'],
  ServerVariable: ['description'],
  Tag: ['x-displayName', 'summary', 'description'],
  ExternalDocs: ['description'],
  PathItem: ['summary', 'description'],
  Operation: ['summary', 'description'],
  Parameter: ['description'],
  Header: ['description'],
  RequestBody: ['description'],
  Response: ['description'],
  Schema: ['title', 'description'],
  Example: ['summary', 'description'],
  Link: ['description'],
  SecurityScheme: ['description'],
};

/** The fields that may hold sentences among other things: their translation is a merge patch, and nobody misses it. */
const valueFields: Record<string, string[]> = {
  Example: ['value'],
  MediaType: ['example'],
  Parameter: ['example'],
  Header: ['example'],
  Schema: ['example', 'examples'],
};

/** One field of one node in one language. `translation` is undefined where there is none. */
export type Translation = {
  language: string;
  field: string;
  isText: boolean;
  english: Json;
  translation: Json | undefined;
  /** Where the English is. */
  location: Location;
  /** Where the translation is, or would be. */
  translationLocation: Location;
};

/** What a node says to people, in each language that it has to be said in. */
export function translationsOf(node: JsonObject, type: string, location: Location, languages: string[]): Translation[] {
  const texts = textFields[type] ?? [];
  const fields = [...texts, ...(valueFields[type] ?? [])].filter((field) => node[field] !== undefined);
  return fields.flatMap((field) =>
    languages.map((language) => ({
      language,
      field,
      isText: texts.includes(field),
      english: node[field] ?? null,
      translation: objectAt(node[translationsKey], language)[field],
      location: location.child(field),
      translationLocation: location.child([translationsKey, language, field]),
    })),
  );
}

/** The fields of such a node that can have a translation. */
export function translatableFields(type: string): string[] {
  return [...(textFields[type] ?? []), ...(valueFields[type] ?? [])];
}

/** The fields of such a node that are examples. */
export function exampleFields(type: string): string[] {
  return valueFields[type] ?? [];
}

/** A translation that exists, its name in the lock file, and the hash of the English that it now stands for. */
export type Accepted = { key: string; hash: string; text: Translation };

/** The node's translations as the lock file knows them. Keys are the file, relative to the contract's folder, and the place in it. */
export function acceptedOf(
  folder: string,
  node: JsonObject,
  type: string,
  location: Location,
  languages: string[],
): Accepted[] {
  return translationsOf(node, type, location, languages).flatMap((text) => {
    if (text.translation === undefined) return [];
    const file = relative(folder, text.location.source.absoluteRef).split(sep).join('/');
    const english = translatedPart(text.english, text.translation);
    return [{ key: `${file}${text.location.pointer}`, hash: hashOf(english), text }];
  });
}

/** The English that a translation stands for: all of a text, and of a value that what its merge patch replaces. */
function translatedPart(english: Json | undefined, translation: Json): Json {
  if (!isObject(translation) || !isObject(english)) return english ?? null;
  const parts = Object.entries(translation).map(([key, value]) => [key, translatedPart(english[key], value)]);
  return Object.fromEntries(parts);
}
