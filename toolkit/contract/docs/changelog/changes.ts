import { isObject, type Json, type JsonObject } from '../../document/json.ts';
import { methods } from '../../document/path-item.ts';
import { resolved } from '../../document/reference.ts';

/** One change, in no language: `where` is an operation's id or a component's name, `what` the place in it, in names for programs. */
export type Change = {
  kind: 'added' | 'changed' | 'removed';
  where: { operation?: string; endpoint?: string; component?: string };
  what: string[];
  from: string | undefined;
  to: string | undefined;
  isBreaking: boolean;
};

/** Members that only people read: a change of them alone is no news. */
const TEXTS = ['summary', 'description', 'title', 'example', 'examples', 'value', 'x-displayName'];
/** Steps of a pointer that say nothing to a reader. */
const SILENT = ['schema', 'properties', 'content', 'application/json', 'paths', 'webhooks', 'components'];

/** The changes in a report of `redocly diff --format json`, and whether texts were reworded beside them. */
export function changesIn(
  report: unknown,
  before: JsonObject,
  after: JsonObject,
): { changes: Change[]; reworded: boolean } {
  const all = isObject(report) && Array.isArray(report['changes']) ? report['changes'].filter(isObject) : [];
  const [texts, news] = [all.filter(isText), all.filter((change) => !isText(change))];
  const changes = news
    .map((change) => changeOf(change, before, after))
    .filter(({ what, where }) => what[0] !== 'info' || where.operation !== undefined);
  return { changes, reworded: texts.length > 0 };
}

function isText({ property, path }: JsonObject): boolean {
  const steps = stepsOf(path);
  return TEXTS.includes(String(property ?? steps.at(-1))) || steps.includes('examples');
}

function changeOf(
  { kind, path, property, base, revision, impact }: JsonObject,
  before: JsonObject,
  after: JsonObject,
): Change {
  const [old, now] = [isObject(base) ? base : undefined, isObject(revision) ? revision : undefined];
  const document = kind === 'removed' ? before : after;
  const steps = stepsOf((now ?? old)?.['pointer'] ?? path);
  const place = steps[0] === 'components' ? componentPlace(steps) : operationPlace(document, steps);
  const isNamed = property !== undefined && property !== 'key' && place.what.at(-1) !== property;
  return {
    kind: kind === 'added' || kind === 'removed' ? kind : 'changed',
    where: place.where,
    what: isNamed ? [...place.what, String(property)] : place.what,
    from: plain(old?.['value']),
    to: plain(now?.['value']),
    isBreaking: impact === 'major',
  };
}

function componentPlace([, , name, ...rest]: string[]): Pick<Change, 'where' | 'what'> {
  return { where: { component: name ?? '' }, what: readable(rest) };
}

function operationPlace(document: JsonObject, steps: string[]): Pick<Change, 'where' | 'what'> {
  const [kind, path = '', method = '', ...rest] = steps;
  if (kind !== 'paths' && kind !== 'webhooks') return { where: {}, what: readable(steps) };
  const item = at(document, [kind, path]);
  if (!methods.includes(method))
    return { where: { endpoint: path }, what: readable([method, ...rest].filter(Boolean)) };
  const operation = at(item, [method]);
  const id = operation['operationId'];
  const endpoint = kind === 'webhooks' ? path : `${method.toUpperCase()} ${path}`;
  return {
    where: { endpoint, ...(typeof id === 'string' && { operation: id }) },
    what: readable(named(document, operation, rest)),
  };
}

/** A parameter by its name instead of its number. */
function named(document: JsonObject, operation: JsonObject, [first = '', second = '', ...rest]: string[]): string[] {
  const list = operation['parameters'];
  if (first !== 'parameters' || !Array.isArray(list)) return [first, second, ...rest].filter(Boolean);
  return [first, String(resolved(document, list[Number(second)])['name'] ?? second), ...rest];
}

function readable(steps: string[]): string[] {
  return steps.filter((step) => !SILENT.includes(step)).map((step) => (step === 'items' ? '[]' : step));
}

function at(node: JsonObject, steps: string[]): JsonObject {
  return steps.reduce<JsonObject>((parent, step) => {
    const value = parent[step];
    return isObject(value) ? value : {};
  }, node);
}

function stepsOf(pointer: Json | undefined): string[] {
  const steps = String(pointer ?? '')
    .replace(/^#?\/?/, '')
    .split('/');
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')).filter(Boolean);
}

/** A value that fits into a sentence. */
function plain(value: Json | undefined): string | undefined {
  if (value === undefined || (typeof value === 'object' && value !== null)) return undefined;
  return String(value);
}
