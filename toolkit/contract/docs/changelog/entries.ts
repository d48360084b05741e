import type { JsonObject } from '../../document/json.ts';
import { operationsIn } from '../../document/operations.ts';
import { fill, wordsIn } from '../words.ts';
import type { Change } from './changes.ts';
import type { Version } from './history.ts';

/** A version in one language. `id`: the operation that a group is about, if it still exists. */
export type Entry = {
  version: string;
  date: string | undefined;
  note: string | undefined;
  sentences: string[];
  groups: {
    title: string;
    id: string | undefined;
    changes: { kind: string; label: string; what: string; detail: string; breaking: string | undefined }[];
  }[];
};

/** The history as people read it: changes under the operation they are about, with its title in that language. */
export function entriesOf(versions: Version[], document: JsonObject, language: string): Entry[] {
  const { changelog: words } = wordsIn(language);
  const titles = new Map(operationsIn(document).map(({ id, summary }) => [id, summary]));
  return versions.map(({ version, isReleased, date, first, changes, reworded }) => {
    const sentences = [
      ...(first === undefined ? [] : [fill(words.first, { count: first })]),
      ...(reworded ? [words.texts] : []),
    ];
    const groups = [...Map.groupBy(changes, groupKey)].map(([, ofGroup]) => {
      const { operation, endpoint, component } = ofGroup[0]?.where ?? {};
      const title = (operation && titles.get(operation)) ?? endpoint ?? component ?? words.general;
      return {
        title,
        id: operation !== undefined && titles.has(operation) ? operation : undefined,
        changes: ofGroup.map((change) => ({
          kind: change.kind,
          label: words[change.kind],
          what: change.what.join(' › '),
          detail: detailOf(change, words.from),
          breaking: change.isBreaking ? words.breaking : undefined,
        })),
      };
    });
    if (groups.length === 0 && sentences.length === 0) sentences.push(words.nothing);
    return { version, date, note: isReleased ? undefined : words.unreleased, sentences, groups };
  });
}

function groupKey({ where }: Change): string {
  return where.operation ?? where.endpoint ?? where.component ?? '';
}

function detailOf({ kind, from, to }: Change, sentence: string): string {
  if (kind === 'changed' && from !== undefined && to !== undefined) return fill(sentence, { from, to });
  return (kind === 'removed' ? from : to) ?? '';
}
