import type { TestApp, TestClient } from '@bureau/testing';

type Schema = TestApp['composition']['schema'];
type NamedType = NonNullable<ReturnType<Schema['getType']>>;
type Fields = Record<string, { name: string; type: unknown; args: readonly { type: unknown }[] }>;

interface Loose {
  ofType?: Loose;
  name?: string;
  getFields?: () => Fields;
  constructor: { name: string };
}

/** Under lists and non-null. */
function named(type: unknown): NamedType & Loose {
  let inner = type as Loose;
  while (inner.ofType) inner = inner.ofType;
  return inner as NamedType & Loose;
}

const isRequired = (type: unknown) => (type as Loose).constructor.name === 'GraphQLNonNull';

/** Fields of a type that take no argument which must be given. */
function open(type: Loose): Fields[string][] {
  const isObject = type.constructor.name === 'GraphQLObjectType';
  const fields = isObject && type.getFields ? Object.values(type.getFields()) : [];
  return fields.filter(({ args }) => !args.some((one) => isRequired(one.type)));
}

const isLeaf = (type: Loose) => /Scalar|Enum/.test(type.constructor.name);

/** What to select of a field: itself, or the leaves below it, so many levels down. */
function selectionsOf(field: Fields[string], depth: number): string[] {
  const type = named(field.type);
  if (isLeaf(type)) return [field.name];
  if (depth === 0) return [];
  const inner = open(type).flatMap((one) => {
    const isWrapped = ['nodes', 'amount', 'aggregate', 'changes', 'sum', 'min', 'max', 'avg'];
    return selectionsOf(one, isWrapped.includes(one.name) ? depth : depth - 1);
  });
  return inner.map((one) => `${field.name} { ${one} }`);
}

/** All lists of the API, each with all that can be selected below its records. */
export function walkOf(app: TestApp): { list: string; selections: string[] }[] {
  const { schema } = app.composition;
  const roots = open(schema.getQueryType() as unknown as Loose);
  return roots.flatMap((root) => {
    const nodes = named(root.type).getFields?.()['nodes'];
    if (!nodes) return [];
    const record = named(nodes.type);
    const selections = open(record).flatMap((one) => selectionsOf(one, 1));
    return [{ list: root.name, selections }];
  });
}

const AT_ONCE = 12;

/**
 * Reads everything that the caller may read, as one text. What is refused together with others is
 * asked for by itself, so that nothing hides behind a refusal.
 */
export async function readAll(app: TestApp, client: TestClient): Promise<string> {
  const texts: string[] = [];
  const ask = async (list: string, selections: readonly string[]): Promise<void> => {
    const asked = selections.map((one, at) => `f${at}: ${one}`).join(' ');
    const answer = await client.query(`{ ${list}(first: 20) { nodes { ${asked} } } }`);
    texts.push(JSON.stringify(answer));
    if (answer.errors.length === 0 || selections.length === 1) return;
    const half = Math.ceil(selections.length / 2);
    await ask(list, selections.slice(0, half));
    await ask(list, selections.slice(half));
  };
  for (const { list, selections } of walkOf(app)) {
    for (let first = 0; first < selections.length; first += AT_ONCE) {
      await ask(list, selections.slice(first, first + AT_ONCE));
    }
  }
  return texts.join('\n');
}
