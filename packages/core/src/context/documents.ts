import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { limitRules, MAX_TOKENS } from '../authz/limits.js';

/** Parsed and validated documents of a schema, the latest ones kept. */
export interface Documents {
  /** The document, or what is wrong with it. */
  validated(text: string): DocumentNode | readonly GraphQLError[];
}

const KEPT = 500;

export function createDocuments(schema: GraphQLSchema): Documents {
  const rules = [...specifiedRules, ...limitRules()];
  const known = new Map<string, DocumentNode | readonly GraphQLError[]>();

  function read(text: string): DocumentNode | readonly GraphQLError[] {
    try {
      const document = parse(text, { maxTokens: MAX_TOKENS });
      const errors = validate(schema, document, rules);
      return errors.length > 0 ? errors : document;
    } catch (error) {
      return [error as GraphQLError];
    }
  }

  return {
    validated(text) {
      const outcome = known.get(text) ?? read(text);
      if (!known.has(text) && known.size >= KEPT) known.clear();
      known.set(text, outcome);
      return outcome;
    },
  };
}
