import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';

/** Operations over a schema as nobody would write them: what two executors must answer alike. */

/** A document and two sets of values for its variables. */
export interface RandomOperation {
  document: string;
  variables: [Record<string, unknown>, Record<string, unknown>];
}

/** What operations are made of. */
export interface OperationWorld {
  schema: GraphQLSchema;
  /** Root fields to choose from. */
  roots: readonly string[];
  /** Values of a scalar, some of which occur in the data; undefined: it is left out. */
  values(scalar: string): readonly unknown[] | undefined;
  /** Fields that are not selected, as `Type.field`. */
  without?: ReadonlySet<string>;
}

/** The operation of a seed; always the same one. */
export function randomOperation(seed: number, world: OperationWorld): RandomOperation {
  return new Writer(numbers(seed), world).operation();
}

/** Pseudo-random numbers (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const DEPTH = 4;

class Writer {
  private readonly declared: string[] = [];
  private readonly fragments: string[] = [];
  private readonly variables: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  private aliases = 0;
  private directives = 0;

  constructor(
    private readonly random: () => number,
    private readonly world: OperationWorld,
  ) {}

  operation(): RandomOperation {
    const query = this.world.schema.getQueryType() as GraphQLObjectType;
    const count = this.below(2) + 1;
    const roots = Array.from({ length: count }, (_, at) => {
      const name = this.one(this.world.roots);
      return `r${at}: ${this.field(query, name, DEPTH)}`;
    });
    if (this.chance(4)) roots.push('__typename');
    const head = this.declared.length > 0 ? `query (${this.declared.join(', ')})` : 'query';
    const document = [`${head} { ${roots.join(' ')} }`, ...this.fragments].join('\n');
    return { document, variables: this.variables };
  }

  private field(parent: GraphQLObjectType, name: string, depth: number): string {
    const field = parent.getFields()[name];
    if (!field) throw new Error(`${parent.name} has no field ${name}`);
    const args = field.args.flatMap((arg) => this.argument(arg));
    const type = getNamedType(field.type);
    const below = isObjectType(type) ? ` ${this.selection(type, depth - 1)}` : '';
    return `${name}${args.length > 0 ? `(${args.join(', ')})` : ''}${below}`;
  }

  private selection(type: GraphQLObjectType, depth: number): string {
    const names = Object.values(type.getFields()).flatMap((field) => {
      const named = getNamedType(field.type);
      if (this.world.without?.has(`${type.name}.${field.name}`)) return [];
      if (!isCompositeType(named)) return [field.name];
      return isObjectType(named) && depth > 0 ? [field.name] : [];
    });
    if (names.length === 0) return '{ __typename }';
    const chosen = Array.from({ length: this.below(5) + 1 }, () => this.one(names));
    const parts = chosen.map((name) => this.decorated(type, this.aliased(type, name, depth)));
    if (this.chance(4)) parts.push('__typename');
    return `{ ${parts.join(' ')} }`;
  }

  private aliased(type: GraphQLObjectType, name: string, depth: number): string {
    const named = getNamedType(type.getFields()[name]?.type);
    const text = this.field(type, name, depth);
    if (!isCompositeType(named) && !this.chance(5)) return text;
    this.aliases += 1;
    return this.aliases > 15
      ? text
      : `${this.one(['x', 'toString', 'constructor', 'id'])}${this.aliases}: ${text}`;
  }

  /** Sometimes in a fragment, or with a condition. */
  private decorated(type: GraphQLObjectType, field: string): string {
    if (this.chance(8)) return `... on ${type.name} { ${field} }`;
    if (this.chance(12)) {
      const name = `F${this.fragments.length}`;
      this.fragments.push(`fragment ${name} on ${type.name} { ${field} }`);
      return `...${name}`;
    }
    if (!this.chance(10) || this.directives > 3) return field;
    this.directives += 1;
    const condition = this.variable('Boolean!', () => this.chance(2));
    return `... @${this.one(['include', 'skip'])}(if: ${condition}) { ${field} }`;
  }

  private argument(arg: GraphQLArgument): string[] {
    const { name, type } = arg;
    if (['last', 'after', 'before', 'keys'].includes(name)) return [];
    if (name !== 'by' && !this.chance(2)) return [];
    if (name === 'by') return [`by: ${this.oneKey(type)}`];
    if (name === 'first') return [`first: ${this.given('Int', () => this.below(6) + 1)}`];
    const value = this.input(type, 3);
    return value === undefined ? [] : [`${name}: ${value}`];
  }

  private oneKey(type: GraphQLInputType): string {
    const named = getNamedType(type);
    if (!isInputObjectType(named)) throw new Error('by takes an object');
    const fields = Object.values(named.getFields()).filter(
      (field) => !isInputObjectType(getNamedType(field.type)),
    );
    const field = this.one(fields);
    const value = this.input(field.type, 1, 'always');
    return `{ ${field.name}: ${value ?? '"x"'} }`;
  }

  /** A literal with variables in it, or undefined where nothing can be given. */
  private input(type: GraphQLInputType, depth: number, variables?: 'always'): string | undefined {
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const of = nullable.ofType as GraphQLInputType;
      const items = Array.from({ length: this.below(2) + 1 }, () => this.input(of, depth));
      const known = items.filter((item) => item !== undefined);
      return known.length > 0 ? `[${known.join(', ')}]` : undefined;
    }
    if (isEnumType(nullable)) return this.one(nullable.getValues()).name;
    if (isInputObjectType(nullable)) return this.object(nullable.getFields(), depth);
    const { name } = getNamedType(type);
    const values = this.world.values(name);
    if (!values) return undefined;
    const draw = () => this.one(values);
    return this.given(name, draw, variables === 'always' ? 1 : 2);
  }

  private object(
    fields: Readonly<Record<string, { name: string; type: GraphQLInputType }>>,
    depth: number,
  ): string | undefined {
    if (fields['field'] && fields['direction']) {
      const field = this.input(fields['field'].type, depth);
      return `{ field: ${field}, direction: ${this.one(['ASC', 'DESC'])} }`;
    }
    if (depth === 0) return undefined;
    const usable = Object.values(fields).filter(({ name }) => name !== 'attributes');
    const parts = Array.from({ length: this.below(2) + 1 }, () => this.one(usable));
    const texts = [...new Set(parts)].flatMap(({ name, type }) => {
      const value = this.input(type, depth - 1);
      return value === undefined ? [] : [`${name}: ${value}`];
    });
    return texts.length > 0 ? `{ ${texts.join(', ')} }` : undefined;
  }

  /** A value as a literal or as a variable. */
  private given(type: string, draw: () => unknown, oneIn = 2): string {
    if (this.chance(oneIn)) return this.variable(type, draw);
    return JSON.stringify(draw());
  }

  private variable(type: string, draw: () => unknown): string {
    const name = `v${this.declared.length}`;
    this.declared.push(`$${name}: ${type}`);
    for (const values of this.variables) values[name] = draw();
    return `$${name}`;
  }

  private chance(oneIn: number): boolean {
    return this.below(oneIn) === 0;
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  private one<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}
