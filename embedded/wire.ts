import { documentValue, fieldsOf, type Value } from './bson-value.ts';
import { CommandError } from './errors.ts';

/** MongoDB's wire protocol (mongodb.com/docs: "MongoDB Wire Protocol"): OP_MSG, and OP_QUERY for the first hello of a connection. */
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER = 16;
const CHECKSUM = 4;
const FLAG = { checksumPresent: 1, moreToCome: 2 };
/** Flag bits 0 to 15 must be understood; bits 16 and up may be ignored. */
const REQUIRED_FLAGS = 0xffff;

export const LARGEST_MESSAGE = 48_000_000;

export interface Message {
  requestId: number;
  /** By which kind of message the answer has to go. */
  kind: 'msg' | 'query';
  /** The sender does not want an answer. */
  isSilent: boolean;
  body: Value;
  /** Arrays that came beside the body (sections of kind 1), by name. */
  sequences: Map<string, Value[]>;
}

/** Takes whole messages off the front of what has come in so far. */
export class MessageReader {
  private chunks: Buffer[] = [];
  private length = 0;

  /** @throws CommandError for what is no message: the connection cannot go on */
  push(chunk: Buffer): Message[] {
    this.chunks.push(chunk);
    this.length += chunk.length;
    const messages: Message[] = [];
    for (;;) {
      const size = this.sizeOfNext();
      if (size === null || this.length < size) return messages;
      const bytes = this.joined();
      messages.push(readMessage(bytes.subarray(0, size)));
      this.chunks = bytes.length > size ? [bytes.subarray(size)] : [];
      this.length -= size;
    }
  }

  private sizeOfNext(): number | null {
    if (this.length < HEADER) return null;
    const first = this.chunks[0];
    const size = (first && first.length >= 4 ? first : this.joined()).readInt32LE(0);
    if (size < HEADER || size > LARGEST_MESSAGE) throw new CommandError('InvalidLength', `a message of ${size} bytes`);
    return size;
  }

  private joined(): Buffer {
    const [first, ...others] = this.chunks;
    const bytes = first && others.length === 0 ? first : Buffer.concat(this.chunks);
    this.chunks = [bytes];
    return bytes;
  }
}

function readMessage(bytes: Buffer): Message {
  const requestId = bytes.readInt32LE(4);
  const opCode = bytes.readInt32LE(12);
  if (opCode === OP_MSG) return readMsg(requestId, bytes);
  if (opCode === OP_QUERY) {
    const nameEnd = bytes.indexOf(0, HEADER + 4);
    const at = nameEnd + 1 + 8;
    const length = bytes.readInt32LE(at);
    const body = documentValue(bytes.subarray(at, at + length));
    return { requestId, kind: 'query', isSilent: false, body, sequences: new Map() };
  }
  throw new CommandError('CommandNotSupported', `messages of kind ${opCode} are not supported`);
}

function readMsg(requestId: number, bytes: Buffer): Message {
  const flags = bytes.readUInt32LE(HEADER);
  if (flags & REQUIRED_FLAGS & ~(FLAG.checksumPresent | FLAG.moreToCome)) {
    throw new CommandError('IllegalOperation', `message flags ${flags} are not known`);
  }
  const end = bytes.length - (flags & FLAG.checksumPresent ? CHECKSUM : 0);
  const sequences = new Map<string, Value[]>();
  let body: Value | undefined;
  let at = HEADER + 4;
  while (at < end) {
    const kind = bytes.readUInt8(at++);
    const sectionEnd = at + bytes.readInt32LE(at);
    if (sectionEnd > end || sectionEnd <= at)
      throw new CommandError('InvalidLength', 'a section is longer than its message');
    if (kind === 0) {
      body = documentValue(bytes.subarray(at, sectionEnd));
    } else if (kind === 1) {
      const nameEnd = bytes.indexOf(0, at + 4);
      sequences.set(bytes.toString('utf8', at + 4, nameEnd), documentsBetween(bytes, nameEnd + 1, sectionEnd));
    } else {
      throw new CommandError('IllegalOperation', `a section of kind ${kind} is not known`);
    }
    at = sectionEnd;
  }
  if (!body) throw new CommandError('FailedToParse', 'a message without a body');
  return { requestId, kind: 'msg', isSilent: (flags & FLAG.moreToCome) !== 0, body, sequences };
}

function documentsBetween(bytes: Buffer, start: number, end: number): Value[] {
  const documents: Value[] = [];
  for (let at = start; at < end; ) {
    const length = bytes.readInt32LE(at);
    fieldsOf(bytes, at, end); // throws if the length is wrong
    documents.push(documentValue(bytes.subarray(at, at + length)));
    at += length;
  }
  return documents;
}

let lastId = 0;

/** The message that answers `to` with this document. */
export function answerTo({ requestId, kind }: Pick<Message, 'requestId' | 'kind'>, document: Buffer): Buffer {
  const head = Buffer.alloc(kind === 'msg' ? HEADER + 5 : HEADER + 20);
  lastId = (lastId + 1) | 0;
  head.writeInt32LE(head.length + document.length, 0);
  head.writeInt32LE(lastId, 4);
  head.writeInt32LE(requestId, 8);
  head.writeInt32LE(kind === 'msg' ? OP_MSG : OP_REPLY, 12);
  // OP_MSG: no flags, and one section of kind 0. OP_REPLY: no flags, cursor 0, from 0, and one document.
  if (kind === 'query') head.writeInt32LE(1, HEADER + 16);
  return Buffer.concat([head, document]);
}
