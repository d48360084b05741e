import { type Field, TYPE, type Value } from './bson-value.ts';
import type { Encodable } from './bson-writer.ts';
import type { Catalog } from './catalog.ts';
import type { Cursors } from './cursors.ts';
import { CommandError, notSupported } from './errors.ts';
import { type CommandName, GENERIC_FIELDS, isOneOf, SUPPORTED } from './supported.ts';
import type { Message } from './wire.ts';

/** What commands work on. */
export interface Engine {
  catalog: Catalog;
  cursors: Cursors;
}

export type Reply = { [field: string]: Encodable | undefined };

/** A command as it was sent, checked for fields that are not supported. */
export class Command {
  readonly name: CommandName;
  readonly database: string;
  private readonly fields: Map<string, Field>;
  private readonly sequences: Map<string, Value[]>;

  /**
   * @param database where a command within another one has no `$db`
   * @throws CommandError CommandNotFound, UnknownField
   */
  constructor({ body, sequences }: Pick<Message, 'body' | 'sequences'>, database = 'admin') {
    const fields = body.fields();
    const name = fields[0]?.name ?? '';
    if (!isOneOf(COMMAND_NAMES, name)) {
      throw new CommandError('CommandNotFound', `no such command: '${name}'. ${notSupported('it').message}`);
    }
    this.name = name;
    this.fields = new Map(fields.map((field) => [field.name, field]));
    this.sequences = sequences;
    this.database = this.text('$db') ?? database;
    this.assertKnown([...fields.slice(1).map((field) => field.name), ...sequences.keys()]);
  }

  /** The collection that the command is about: its first field. */
  get collection(): string {
    const name = this.text(this.name);
    if (!name) throw new CommandError('InvalidNamespace', `collection name has invalid type or is empty`);
    return name;
  }

  field(name: string): Field | undefined {
    return this.fields.get(name);
  }

  /** A document; undefined if it is not given. */
  document(name: string): Value | undefined {
    const field = this.fields.get(name);
    if (!field || field.type === TYPE.null) return undefined;
    if (!field.isDocument()) throw wrongType(this.name, field, 'object');
    return field;
  }

  documents(name: string): Value[] {
    const sequence = this.sequences.get(name);
    if (sequence) return sequence;
    const field = this.fields.get(name);
    if (field?.type !== TYPE.array) {
      throw new CommandError('FailedToParse', `BSON field '${this.name}.${name}' is missing but a required field`);
    }
    return field.fields();
  }

  text(name: string): string | undefined {
    return this.fields.get(name)?.asString();
  }

  flag(name: string): boolean | undefined {
    return this.fields.get(name)?.asBoolean();
  }

  /** A whole number that is not negative. */
  number(name: string): number | undefined {
    const field = this.fields.get(name);
    if (!field || field.type === TYPE.null) return undefined;
    const number = field.asNumber();
    if (number === undefined) throw wrongType(this.name, field, 'number');
    if (number < 0)
      throw new CommandError('BadValue', `BSON field '${name}' value must be >= 0, actual value '${number}'`);
    return Math.trunc(number);
  }

  private assertKnown(names: string[]): void {
    const known: readonly string[] = SUPPORTED.commands[this.name];
    for (const name of names) {
      if (name === 'txnNumber' || name === 'startTransaction' || name === 'autocommit') {
        throw new CommandError(
          'IllegalOperation',
          'Transaction numbers are only allowed on a replica set member or mongos',
        );
      }
      if (known.includes(name) || known.includes('*') || GENERIC_FIELDS.has(name)) continue;
      throw new CommandError(
        'UnknownField',
        `BSON field '${this.name}.${name}' is an unknown field. ${notSupported('it').message}`,
      );
    }
    const w = this.fields
      .get('writeConcern')
      ?.fields()
      .find(({ name }) => name === 'w')
      ?.asNumber();
    if (w !== undefined && w > 1)
      throw new CommandError('BadValue', "cannot use 'w' > 1 when a host is not replicated");
  }
}

const COMMAND_NAMES = Object.keys(SUPPORTED.commands).filter((name): name is CommandName => name in SUPPORTED.commands);

/** The fields of one statement of a command, such as `q` and `u`. @throws CommandError for others */
export function statementFields(kind: keyof typeof SUPPORTED.statementOptions, statement: Value): Map<string, Field> {
  const known: readonly string[] = SUPPORTED.statementOptions[kind];
  return new Map(
    statement.fields().map((field) => {
      if (!known.includes(field.name)) throw notSupported(`the option ${field.name} of ${kind}`, 'UnknownField');
      return [field.name, field];
    }),
  );
}

function wrongType(command: string, { name, typeName }: Field, expected: string): CommandError {
  return new CommandError(
    'TypeMismatch',
    `BSON field '${command}.${name}' is the wrong type '${typeName}', expected type '${expected}'`,
  );
}
