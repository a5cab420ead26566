import {
  type DocumentNode,
  type GraphQLSchema,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { limitRules, MAX_TOKENS } from '../authz/limits.js';
import { ANYONE, type Rule } from '../authz/permissions.js';
import type { PluginDefinition } from '../plugin/definition.js';

/**
 * A document that runs in every organization and mode, and without a credential: signing in, and
 * what it takes to change the documents of an organization. Its fields keep their own rules.
 */
export interface PublicDocument {
  /** Unique in the platform: `SignIn`. */
  name: string;
  text: string;
}

/** Declares a public document; list it in the plugin's `documents`. */
export function publicDocument(name: string, text: string): PublicDocument {
  return { name, text: text.trim() };
}

/** Sentences for the boot: documents that do not fit, and fields for anyone that none contains. */
export function publicDocumentFaults(
  definitions: readonly PluginDefinition[],
  schema: GraphQLSchema,
  rules: ReadonlyMap<string, Rule>,
): string[] {
  const faults: string[] = [];
  const reached = new Set<string>();
  const owners = new Map<string, string>();
  for (const { id, documents = [] } of definitions) {
    for (const { name, text } of documents) {
      const owner = owners.get(name);
      if (owner) faults.push(`Plugins "${owner}" and "${id}" both declare document "${name}".`);
      owners.set(name, id);
      const document = parsed(text);
      const errors =
        'kind' in document
          ? validate(schema, document, [...specifiedRules, ...limitRules()])
          : [document];
      for (const { message } of errors) {
        faults.push(`Document "${name}" of plugin "${id}": ${message}`);
      }
      if ('kind' in document) addFields(schema, document, reached);
    }
  }
  return [...faults, ...unreachable(rules, reached)];
}

function parsed(text: string): DocumentNode | Error {
  try {
    return parse(text, { maxTokens: MAX_TOKENS });
  } catch (error) {
    return error as Error;
  }
}

function addFields(schema: GraphQLSchema, document: DocumentNode, fields: Set<string>): void {
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: ({ name }) => void fields.add(`${types.getParentType()?.name}.${name.value}`),
    }),
  );
}

/** Without a credential nothing but public documents runs: such a field would be out of reach. */
function unreachable(rules: ReadonlyMap<string, Rule>, reached: ReadonlySet<string>): string[] {
  return [...rules]
    .filter(([field, rule]) => /^(Query|Mutation)\./.test(field) && rule === ANYONE)
    .filter(([field]) => !reached.has(field))
    .map(
      ([field]) =>
        `${field} is for anyone, but callers without credential run public documents only: ` +
        'add one that contains it to "documents" of its plugin.',
    );
}
