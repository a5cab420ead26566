import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { LimitFault, Limits } from './limits.js';

/** What a selection holds, its fragments unfolded. */
interface Measure {
  depth: number;
  selections: number;
  aliases: number;
  directives: number;
  guesses: number;
  /** Fields at the top level of the selection, and how many of them introspect. */
  fields: number;
  introspecting: number;
}

const NOTHING: Measure = {
  depth: 0,
  selections: 0,
  aliases: 0,
  directives: 0,
  guesses: 0,
  fields: 0,
  introspecting: 0,
};
/** Counts stop here, so that 2^1000 is a number that can be printed. */
const CEILING = 1_000_000_000;

/**
 * The limits that a document passes, the worst operation for each. Every fragment is measured
 * once: the time is linear in the text whatever it unfolds to, and a cycle counts once (it is
 * refused by a rule of its own).
 */
export function limitFaults(document: DocumentNode, limits: Limits): LimitFault[] {
  const { definitions } = document;
  if (definitions.length > limits.definitions) {
    const actual = definitions.length;
    return [{ limit: 'definitions', allowed: limits.definitions, actual }];
  }
  const meter = new Meter(document, new Set(limits.guessFields));
  const worst = new Map<LimitFault['limit'], LimitFault>();
  for (const operation of definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const fault of compare(meter.operation(operation), limits)) {
      const known = worst.get(fault.limit);
      if (fault.actual > fault.allowed && fault.actual > (known?.actual ?? 0)) {
        worst.set(fault.limit, fault);
      }
    }
  }
  return [...worst.values()];
}

function compare(found: Measure, limits: Limits): LimitFault[] {
  const introspects = found.fields > 0 && found.introspecting === found.fields;
  const depth = introspects ? limits.introspectionDepth : limits.depth;
  return [
    { limit: 'depth', allowed: depth, actual: found.depth },
    { limit: 'selections', allowed: limits.selections, actual: found.selections },
    { limit: 'aliases', allowed: limits.aliases, actual: found.aliases },
    { limit: 'rootFields', allowed: limits.rootFields, actual: found.fields },
    { limit: 'directives', allowed: limits.directives, actual: found.directives },
    { limit: 'guessFields', allowed: 1, actual: found.guesses },
  ];
}

class Meter {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly measured = new Map<string, Measure>();

  constructor(
    document: DocumentNode,
    private readonly guessFields: ReadonlySet<string>,
  ) {
    for (const node of document.definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(node.name.value, node);
    }
  }

  operation(node: OperationDefinitionNode): Measure {
    const found = { ...this.set(node.selectionSet) };
    const variables = node.variableDefinitions ?? [];
    found.directives += node.directives?.length ?? 0;
    for (const variable of variables) found.directives += variable.directives?.length ?? 0;
    return found;
  }

  private set(node: SelectionSetNode | undefined): Measure {
    const sum = { ...NOTHING };
    for (const selection of node?.selections ?? []) {
      const found = this.selection(selection);
      for (const key of Object.keys(sum) as (keyof Measure)[]) {
        const value = key === 'depth' ? Math.max(sum.depth, found.depth) : sum[key] + found[key];
        sum[key] = Math.min(value, CEILING);
      }
    }
    return sum;
  }

  private selection(node: SelectionNode): Measure {
    const directives = node.directives?.length ?? 0;
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      return this.wrap(this.spread(node.name.value), directives);
    }
    const below = this.set(node.selectionSet);
    if (node.kind === Kind.INLINE_FRAGMENT) return this.wrap(below, directives);
    const name = node.name.value;
    return {
      ...this.wrap(below, directives),
      depth: below.depth + 1,
      aliases: below.aliases + (node.alias ? 1 : 0),
      guesses: below.guesses + (this.guessFields.has(name) ? 1 : 0),
      fields: 1,
      introspecting: name.startsWith('__') ? 1 : 0,
    };
  }

  private wrap(below: Measure, directives: number): Measure {
    return {
      ...below,
      selections: below.selections + 1,
      directives: below.directives + directives,
    };
  }

  private spread(name: string): Measure {
    const known = this.measured.get(name);
    if (known) return known;
    // Until it is measured it counts as nothing: that is what ends a cycle.
    this.measured.set(name, NOTHING);
    const fragment = this.fragments.get(name);
    const found = this.wrap(this.set(fragment?.selectionSet), fragment?.directives?.length ?? 0);
    this.measured.set(name, found);
    return found;
  }
}
