import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Request, Response } from 'express';
import { languages } from '../../generated/operations.ts';
import { bodyIsShared, routeNotFound } from '../../toolkit/express/index.ts';
import { languagesIn } from '../api/document.ts';

/** The pages' own policy, which lets them run what comes from this host and nothing else. It is in toolkit/contract/docs/security.ts too, for other hosts. */
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.yaml': 'application/yaml; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.xml': 'application/atom+xml; charset=utf-8',
  '.woff2': 'font/woff2',
};
/** Names of files and folders: no dots at the beginning, so none that leads out. */
const PATH = /^\/(?:[\w-][\w.-]*\/)*(?:[\w-][\w.-]*)?$/;
/** Names with a hash of the content: what they stand for never changes. */
const HASHED = /-[0-9a-f]{12}\.\w+$/;
const ENCODINGS = { br: '.br', gzip: '.gz' } as const;

interface Asked {
  /** The folder of the site. */
  site: string;
  /** The file, from the site's root on: `/index.html`. */
  name: string;
  /** What is other in its security policy. */
  policy?: Partial<typeof POLICY>;
}

/** Sends files of a site that was built. @throws ROUTE_NOT_FOUND for one that is not there */
export type SendFile = (req: Request, res: Response, asked: Asked) => Promise<void>;

export function siteFiles(): SendFile {
  const read = sharedFiles();
  return (req, res, asked) => sendFile(req, res, asked, read);
}

async function sendFile(req: Request, res: Response, { site, name, policy }: Asked, read: ReadShared): Promise<void> {
  if (!PATH.test(name)) throw routeNotFound();
  const type = TYPES[extname(name)];
  const encoding = type === undefined ? undefined : await encodingFor(req, join(site, name));
  if (type === undefined || encoding === undefined) throw routeNotFound();
  const language = languages.find((known) => name.startsWith(`/${known}/`));
  res.removeHeader('Content-Language');
  if (language !== undefined) res.set('Content-Language', languagesIn(language).join(', '));
  if (encoding.name !== null) res.set('Content-Encoding', encoding.name);
  res.set({
    'Content-Security-Policy': Object.entries({ ...POLICY, ...policy })
      .map((entry) => entry.join(' '))
      .join('; '),
    'Content-Type': type,
    'Cache-Control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: encoding.tag,
    Vary: 'Accept-Encoding',
  });
  if (req.fresh) res.status(304).end();
  else {
    const content = await read(encoding.file, encoding.tag);
    bodyIsShared(res);
    res.end(content);
  }
}

/** @param tag another one when the file has changed */
type ReadShared = (file: string, tag: string) => Promise<Buffer>;

/** Each file is read once and is one Buffer, however many answers are waiting to be sent. */
function sharedFiles(): ReadShared {
  const files = new Map<string, { tag: string; content: Promise<Buffer> }>();
  return (file, tag) => {
    const known = files.get(file);
    if (known?.tag === tag) return known.content;
    const content = readFile(file);
    files.set(file, { tag, content });
    content.catch(() => files.delete(file));
    return content;
  };
}

/** The smallest form of a file that the caller can read; undefined when there is no such file. */
async function encodingFor(
  req: Request,
  file: string,
): Promise<{ name: string | null; file: string; tag: string } | undefined> {
  const accepted = (Object.keys(ENCODINGS) as (keyof typeof ENCODINGS)[]).filter(
    (name) => req.acceptsEncodings(name) === name,
  );
  for (const name of [...accepted, null]) {
    const path = name === null ? file : file + ENCODINGS[name];
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile())
      return { name, file: path, tag: `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"` };
  }
  return undefined;
}
