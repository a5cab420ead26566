import { Arg, Query } from '../model/decorators.js';
import { pagingArguments } from '../model/derive-inputs.js';
import type { RecordType } from '../model/record-type.js';
import { Resolver } from '../model/graphql.js';
import type { ResolverClass } from '../plugin/definition.js';

/** The two root look-ups of a record type: `asset(by:)` and `assets(first:, where:, ...)`. */
export interface LookUp {
  record: RecordType;
  one: string;
  many: string;
}

/** The look-ups of all record types that have them. */
export function lookUpsOf(records: Iterable<RecordType>): LookUp[] {
  return [...records].flatMap((record) => {
    const root = record.exposed.options.root ?? {
      one: lowerFirst(record.name),
      many: plural(lowerFirst(record.name)),
    };
    return root === false ? [] : [{ record, ...root }];
  });
}

/** A resolver class with the look-ups of all record types; the planner answers them. */
export function lookUpResolver(lookUps: readonly LookUp[]): ResolverClass {
  const target = class LookUps {};
  const prototype = target.prototype as Record<string, unknown>;
  Resolver()(target);
  for (const { record, one, many } of lookUps) {
    const { object, connection, by } = record.exposed;
    query(prototype, one, {
      type: () => object,
      nullable: true,
      description: `One ${record.name} by a key; null when there is none that you may see.`,
    });
    Arg('by', () => by as never, { description: 'Exactly one key.' })(prototype, one, 0);
    query(prototype, many, {
      type: () => connection,
      nullable: false,
      description: `A list of ${record.name} records. ${record.description}`,
    });
    pagingArguments(prototype, many, record);
  }
  return target as unknown as ResolverClass;
}

function query(
  prototype: Record<string, unknown>,
  name: string,
  { type, ...options }: { type: () => unknown; nullable: boolean; description: string },
): void {
  prototype[name] = () => undefined;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  Query(type as () => typeof String, options)(prototype, name, descriptor as never);
}

/** `category` -> `categories`, `box` -> `boxes`, `asset` -> `assets`. */
export function plural(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
