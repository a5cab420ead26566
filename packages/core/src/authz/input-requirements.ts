import {
  Kind,
  getNamedType,
  isEnumType,
  isInputObjectType,
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLNamedType,
  type ValueNode,
} from 'graphql';
import type { RecordType } from '../model/record-type.js';
import type { Guarded, Requirement, RuleBook } from './rule-book.js';

/** Keys of filters that combine or step through conditions and read nothing themselves. */
const COMBINING: ReadonlySet<string> = new Set(['and', 'or', 'not', 'some', 'none', 'every']);

/** A place where a value enters an operation: a field's argument or a variable. */
export interface InputUse {
  /** Named type: lists and non-null are transparent. */
  type: GraphQLNamedType;
}

/** How to read a value of an input type: as a literal of the document or as plain data. */
export interface ValueReader<V> {
  items(value: V): readonly V[] | undefined;
  entries(value: V): readonly (readonly [string, V])[] | undefined;
  /** The name of an enum value; `undefined` for what coercion will refuse, and for variables. */
  enumName(type: GraphQLEnumType, value: V): string | undefined;
}

/** Literals; a variable inside one is looked at by its own declared type. */
export const literals: ValueReader<ValueNode> = {
  items: (node) => (node.kind === Kind.LIST ? node.values : undefined),
  entries: (node) =>
    node.kind === Kind.OBJECT
      ? node.fields.map((field) => [field.name.value, field.value] as const)
      : undefined,
  enumName: (_type, node) => (node.kind === Kind.ENUM ? node.value : undefined),
};

/** Values of variables, as sent or already coerced. */
export const plainValues: ValueReader<unknown> = {
  items: (value) => (Array.isArray(value) ? value : undefined),
  entries: (value) =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).filter(([, part]) => part !== undefined)
      : undefined,
  enumName(type, value) {
    if (typeof value === 'string' && type.getValue(value)) return value;
    return type.getValues().find((each) => each.value === value)?.name;
  },
};

/** Filters, look-ups and orders say something about a field: they need the field's own rule. */
export interface InputGuard {
  /** Whether a value of this type can hold a guarded key or enum value. */
  reaches(type: GraphQLNamedType): boolean;
  collect<V>(reader: ValueReader<V>, use: InputUse, value: V): Iterable<Requirement>;
}

/** The guard of a composition's filters, look-ups and orders. */
export function createInputGuard(guarded: Guarded, book: RuleBook): InputGuard {
  const reaching = reachingTypes(guarded);
  const reaches = (type: GraphQLNamedType) => reaching.has(type.name);

  // A queue and no recursion: the nesting of variables is the caller's choice.
  function* collect<V>(reader: ValueReader<V>, use: InputUse, value: V): Iterable<Requirement> {
    const queue: { type: GraphQLNamedType; value: V }[] = [{ type: use.type, value }];
    for (const part of queue) {
      if (!reaches(part.type)) continue;
      const items = reader.items(part.value);
      if (items) {
        for (const item of items) queue.push({ type: part.type, value: item });
      } else if (isEnumType(part.type)) {
        const name = reader.enumName(part.type, part.value);
        yield* ordered(guarded, book, { type: part.type, name });
      } else if (isInputObjectType(part.type)) {
        const record = guarded.guardedInputs.get(part.type.name);
        for (const { key, type, value: next } of fields(part.type, reader.entries(part.value))) {
          const combines = COMBINING.has(key) && !record?.fields.has(key);
          const need = record && !combines ? needOf(book, record, key) : undefined;
          if (need) yield need;
          queue.push({ type, value: next });
        }
      }
    }
  }

  return { reaches, collect };
}

/** A look-up by `externalRef` says something about the list of them. */
function needOf(book: RuleBook, record: RecordType, key: string): Requirement | undefined {
  const isRef = key === 'externalRef' && !record.fields.has(key);
  return book.requirement(record.name, isRef ? 'externalRefs' : key);
}

/** The entries that the type knows; others are refused by coercion and read nothing. */
function* fields<V>(
  type: GraphQLInputObjectType,
  entries: readonly (readonly [string, V])[] = [],
): Iterable<{ key: string; type: GraphQLNamedType; value: V }> {
  const known = type.getFields();
  for (const [key, value] of entries) {
    const field = Object.hasOwn(known, key) ? known[key] : undefined;
    if (field) yield { key, type: getNamedType(field.type), value };
  }
}

/** What ordering by an enum value needs; a value without field needs what nobody has. */
function* ordered(
  guarded: Guarded,
  book: RuleBook,
  value: { type: GraphQLEnumType; name: string | undefined },
): Iterable<Requirement> {
  const guard = guarded.guardedEnums.get(value.type.name);
  if (!guard || value.name === undefined) return;
  const need = book.requirement(guard.record.name, guard.fields.get(value.name) ?? value.name);
  if (need) yield need;
}

/** Names of the input types below which a guarded input or enum stands, those included. */
function reachingTypes(guarded: Guarded): ReadonlySet<string> {
  const reaching = new Set([...guarded.guardedInputs.keys(), ...guarded.guardedEnums.keys()]);
  const inputs = Object.values(guarded.schema.getTypeMap()).filter(isInputObjectType);
  for (let size = -1; size !== reaching.size;) {
    size = reaching.size;
    for (const type of inputs) {
      const fields = Object.values(type.getFields());
      if (fields.some((field) => reaching.has(getNamedType(field.type).name))) {
        reaching.add(type.name);
      }
    }
  }
  return reaching;
}
