import type { IncomingHttpHeaders } from 'node:http';

type Node = Record<string, unknown>;

/** How a body is read: as JSON, as the fields of a form, as text, or as it is. */
export type BodyKind = 'json' | 'form' | 'multipart' | 'text' | 'bytes';

/** One of the media types that an operation takes. */
export interface MediaInContract {
  /** As the contract writes it, which may have parameters or be a range (`image/*`). */
  type: string;
  /** Without parameters, in lower case. */
  essence: string;
  kind: BodyKind;
  /** What stands for it in the contract: its schema and its encoding. */
  node: Node;
  /** Whether its schema can be checked by the value that is read; the type that it has for the validator. */
  checkedAs: string | null;
}

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';
const JSON_TYPE = /^application\/json$|\+json$/;
/** Text that has no `text/` in front. */
const TEXT =
  /^text\/|^application\/(jwt|jose|xml|yaml|graphql|javascript|(x-)?ndjson|jsonl|json-seq)$|\+(jwt|xml|yaml)$/;

/** The media types of a body in their order. @param resolve gives what a reference leads to */
export function mediaOf(content: Node, resolve: (node: unknown) => Node): MediaInContract[] {
  const named = Object.entries(content);
  const all = (named.length > 0 ? named : [['*/*', {}] as const]).map(([type, node]): MediaInContract => {
    const essence = essenceOf(type);
    const kind = kindOf(essence);
    return { type, essence, kind, node: resolve(node), checkedAs: null };
  });
  let count = 0;
  for (const one of all) {
    if (!isChecked(one, resolve)) continue;
    one.checkedAs = count === 0 ? 'application/json' : `application/vnd.body${count}+json`;
    count += 1;
  }
  return all;
}

/** What is not read, or not checked, of a body: a sentence for each media type, without the place. */
export function mediaProblem({ essence, kind, checkedAs, node }: MediaInContract): string | null {
  if (essence.startsWith('multipart/') && kind === 'bytes')
    return 'is given to its handler as bytes: of multipart bodies, only the parts of multipart/form-data are read.';
  if (kind === 'text' && checkedAs === null && node['schema'] !== undefined)
    return 'is given to its handler as text: its schema is not checked.';
  return null;
}

/** The media type of the contract that a request's body has; undefined for none. */
export function mediaFor(media: MediaInContract[], headers: IncomingHttpHeaders): MediaInContract | undefined {
  // What says nothing of itself is bytes (RFC 9110, 8.3).
  const essence = essenceOf(headers['content-type'] ?? 'application/octet-stream');
  const [range] = essence.split('/');
  return (
    media.find((one) => one.essence === essence) ??
    media.find((one) => one.essence === `${range}/*`) ??
    media.find((one) => one.essence === '*/*')
  );
}

export function isJson(type: string): boolean {
  return JSON_TYPE.test(essenceOf(type));
}

/** `Application/JSON; charset=utf-8` → `application/json` */
export function essenceOf(type: string): string {
  return (/^\s*([^;\s]*)/.exec(type)?.[1] ?? '').toLowerCase();
}

function kindOf(essence: string): BodyKind {
  if (JSON_TYPE.test(essence)) return 'json';
  if (essence === FORM) return 'form';
  if (essence === MULTIPART) return 'multipart';
  return TEXT.test(essence) ? 'text' : 'bytes';
}

function isChecked({ kind, node }: MediaInContract, resolve: (node: unknown) => Node): boolean {
  if (node['schema'] === undefined || kind === 'bytes') return false;
  if (kind !== 'text') return true;
  const { type } = resolve(node['schema']);
  return type === undefined ? false : [type].flat().includes('string');
}
