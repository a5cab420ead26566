import {
  Kind,
  type ArgumentNode,
  type OperationDefinitionNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';

/** Values of arguments as far as limits need them, before the executor has coerced them. */
export class SentValues {
  /** Whether a variable was looked at. */
  used = false;
  private readonly definitions: ReadonlyMap<string, VariableDefinitionNode>;

  constructor(
    operation: OperationDefinitionNode,
    private readonly variables: Readonly<Record<string, unknown>>,
  ) {
    const all = operation.variableDefinitions ?? [];
    this.definitions = new Map(all.map((each) => [each.variable.name.value, each]));
  }

  /** A number, boolean or null; undefined for a variable that was not sent and has no default. */
  plain(node: ValueNode): unknown {
    switch (node.kind) {
      case Kind.VARIABLE:
        return this.variable(node.name.value);
      case Kind.INT:
        return Number(node.value);
      case Kind.BOOLEAN:
        return node.value;
      case Kind.NULL:
        return null;
      default:
        return undefined;
    }
  }

  /** The number of items of the longest array anywhere in these arguments; 0 when there is none. */
  longest(given: readonly ArgumentNode[]): number {
    return Math.max(0, ...given.map(({ value }) => this.longestOf(value)));
  }

  private variable(name: string): unknown {
    this.used = true;
    if (Object.hasOwn(this.variables, name)) return this.variables[name];
    const initial = this.definitions.get(name)?.defaultValue;
    return initial && this.plain(initial);
  }

  private longestOf(node: ValueNode): number {
    if (node.kind === Kind.VARIABLE) {
      const sent = longestArray(this.variable(node.name.value));
      const initial = this.definitions.get(node.name.value)?.defaultValue;
      return sent === 0 && initial ? this.longestOf(initial) : sent;
    }
    if (node.kind === Kind.LIST) {
      return Math.max(node.values.length, ...node.values.map((each) => this.longestOf(each)));
    }
    if (node.kind !== Kind.OBJECT) return 0;
    return Math.max(0, ...node.fields.map(({ value }) => this.longestOf(value)));
  }
}

/** The number of items of the longest array anywhere in a value; 0 when there is none. */
export function longestArray(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? value.length : 0;
  return Object.values(value).reduce<number>((most, it) => Math.max(most, longestArray(it)), own);
}
