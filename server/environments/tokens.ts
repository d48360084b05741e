import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../database/clock.ts';
import type { Collections, EnvironmentDocument, TokenDocument } from '../database/collections.ts';
import { isDuplicateKey } from '../database/errors.ts';
import { newId } from '../database/ids.ts';
import { remember } from '../database/remember.ts';

const PREFIX = 'talq_';
const TOKEN_BYTES = 32;
const HINT_LENGTH = PREFIX.length + 4;
/** A token that was found is not looked up again for this long, ms: so long may one that was revoked still work. */
const REMEMBERED_MS = 5_000;
const MOST_REMEMBERED = 10_000;
/** Of more tokens than this, the others are not told from invalid ones at addresses that send too many of those. */
const MOST_LISTED = 100_000;
const ALL = 'all';

export interface Tokens {
  /** Makes a token for the environment, which is made too if it is not there. The text is given this once and not stored. */
  create(environmentName: string): Promise<string>;
  /**
   * Makes sure that this very token is there, for the environment, and revokes the one of its kind that was there before. Safe to
   * repeat. Gives false for a token that was revoked: that does not come back.
   */
  ensure(token: string, environmentName: string): Promise<boolean>;
  /** The environment that the token belongs to, or null if there is no such token. What was found is remembered for 5 s. */
  environmentOf(token: string): Promise<string | null>;
  /** Whether `environmentOf` would ask the database. */
  isLookedUp(token: string): boolean;
  /** Whether the token is one of those that there were up to 5 s ago. They are read all together, at most every 5 s. */
  isListed(token: string): Promise<boolean>;
  /** True as long as no token was made, or all were revoked. */
  isEmpty(): Promise<boolean>;
  list(): Promise<{ environment: string; hint: string; created_at: Date }[]>;
  /**
   * Removes one token: the one that this is, or the only one that begins like this. Processes that know it do so for up to 5 s.
   * @throws Error if there is none or more than one; its message has no more of a token than its hint
   */
  revoke(tokenOrBeginning: string): Promise<void>;
}

export function createTokens(
  { environments, tokens, revokedTokens }: Pick<Collections, 'environments' | 'tokens' | 'revokedTokens'>,
  clock: Clock,
): Tokens {
  // A name is unique by index: of two processes that make it at once, one finds the other's.
  async function environment(name: string): Promise<EnvironmentDocument> {
    const existing = await environments.findOne({ name });
    if (existing) return existing;
    const created_at = clock.now();
    const made: EnvironmentDocument = { _id: newId(created_at), name, created_at };
    await environments.insertOne(made).catch((error) => {
      if (!isDuplicateKey(error)) throw error;
    });
    return (await environments.findOne({ name })) ?? made;
  }

  // Failure policy: a crash between the two inserts leaves an environment without tokens, which the next call finds and uses.
  async function store(
    token: string,
    environmentName: string,
    kind: Pick<TokenDocument, 'bootstrap'> = {},
  ): Promise<void> {
    const { _id } = await environment(environmentName);
    const document: TokenDocument = {
      _id: hash(token),
      environment_id: _id,
      hint: hintOf(token),
      ...kind,
      created_at: clock.now(),
    };
    await tokens.insertOne(document).catch((error) => {
      if (!isDuplicateKey(error)) throw error;
    });
  }

  // Failure policy: it is noted first that the token is revoked. A crash in between leaves a token that works until it is revoked again.
  async function remove(_id: string): Promise<boolean> {
    const there = await tokens.findOne({ _id }, { projection: { _id: 1 } });
    if (!there) return false;
    await revokedTokens.updateOne({ _id }, { $setOnInsert: { revoked_at: clock.now() } }, { upsert: true });
    await tokens.deleteOne({ _id });
    known.delete(_id);
    return true;
  }

  const known = remember<string>(REMEMBERED_MS, MOST_REMEMBERED);

  const hashes = remember<Promise<Set<string>>>(REMEMBERED_MS, 1);
  function readHashes(): Promise<Set<string>> {
    const all = tokens.find().project<Pick<TokenDocument, '_id'>>({ _id: 1 }).limit(MOST_LISTED);
    const read = all.toArray().then((found) => new Set(found.map(({ _id }) => _id)));
    hashes.set(ALL, read);
    read.catch(() => hashes.delete(ALL));
    return read;
  }

  return {
    async create(environmentName) {
      // A hint that is another token's would not tell the two apart.
      let token = randomToken();
      while (await tokens.findOne({ hint: hintOf(token) })) token = randomToken();
      await store(token, environmentName);
      return token;
    },
    async ensure(token, environmentName) {
      const _id = hash(token);
      const isRevoked = async () => (await revokedTokens.findOne({ _id })) !== null;
      if (await isRevoked()) return false;
      await store(token, environmentName, { bootstrap: true });
      await tokens.updateOne({ _id }, { $set: { bootstrap: true } }); // one of version 1, or that was made by hand
      for (const before of await tokens.find({ bootstrap: true, _id: { $ne: _id } }).toArray())
        await remove(before._id);
      // It was revoked at this very moment.
      if (!(await isRevoked())) return true;
      await tokens.deleteOne({ _id });
      return false;
    },
    async environmentOf(token) {
      if (!token.startsWith(PREFIX)) return null;
      const _id = hash(token);
      const remembered = known.get(_id);
      if (remembered !== undefined) return remembered;
      const environmentId = (await tokens.findOne({ _id }))?.environment_id ?? null;
      if (environmentId) known.set(_id, environmentId);
      else known.delete(_id);
      return environmentId;
    },
    isLookedUp: (token) => token.startsWith(PREFIX) && known.get(hash(token)) === undefined,
    async isListed(token) {
      return (await (hashes.get(ALL) ?? readHashes())).has(hash(token));
    },
    isEmpty: async () => (await tokens.findOne({}, { projection: { _id: 1 } })) === null,
    async list() {
      const names = new Map((await environments.find().toArray()).map(({ _id, name }) => [_id, name]));
      const all = await tokens.find().sort({ _id: 1 }).toArray();
      return all.map(({ environment_id, hint, created_at }) => ({
        environment: names.get(environment_id) ?? environment_id,
        hint,
        created_at,
      }));
    },
    async revoke(tokenOrBeginning) {
      const text = tokenOrBeginning.trim().replace(/…$/, '');
      if (text.length <= PREFIX.length)
        throw new Error(`give the token, or its first characters with more than ${PREFIX}`);
      if (await remove(hash(text))) return;
      // Of a token no more is kept than its hint, so a longer beginning cannot be told from a wrong one.
      const hints = await tokens.find().project<Pick<TokenDocument, '_id' | 'hint'>>({ hint: 1 }).toArray();
      const [first, ...more] = hints.filter(({ hint }) => hint.startsWith(text));
      if (!first) throw new Error(`there is no token that begins with ${described(text)}`);
      if (more.length > 0) {
        const found = [first, ...more].map(({ hint }) => `${hint}…`).toSorted();
        throw new Error(
          `${found.length} tokens begin with ${text}, give the whole token or more of it: ${found.join(', ')}`,
        );
      }
      await remove(first._id);
    },
  };
}

function randomToken(): string {
  return PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
}

/** The first characters, never all of them: one that somebody chose may be short. */
function hintOf(token: string): string {
  return token.slice(0, Math.min(HINT_LENGTH, token.length - 1));
}

/** A whole token that was mistyped is not to be read in a terminal. */
function described(text: string): string {
  return text.length > HINT_LENGTH
    ? `${text.slice(0, HINT_LENGTH)}… (no more than ${HINT_LENGTH} characters, or all of them)`
    : text;
}

/** Tokens are long and random, so a fast hash is enough: there is nothing to guess (OWASP, "Password Storage", on high-entropy secrets). */
function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
