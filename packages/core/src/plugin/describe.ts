import { isObjectType, type GraphQLSchema } from 'graphql';
import type { Rule } from '../authz/permissions.js';
import { stepUpAge } from '../identity/step-up.js';
import type { MutationTraits } from '../write/mutation.js';

/** Adds `Requires: hr.salary.read.` to the description of each field that a rule guards. */
export function describeRequirements(
  schema: GraphQLSchema,
  rules: ReadonlyMap<string, Rule>,
): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const words = requirement(rules.get(`${type.name}.${field.name}`));
      if (words) field.description = withSentence(field.description, `Requires: ${words}.`);
      const age = stepUpAge((field.extensions as MutationTraits).stepUp);
      if (age === undefined) continue;
      const proof = `Asks for a proof of identity of the last ${age / 60} minutes.`;
      field.description = withSentence(field.description, proof);
    }
  }
}

function withSentence(text: string | undefined | null, more: string): string {
  return `${sentence(text ?? '')} ${more}`.trim();
}

/** The text with a full stop at its end. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) || text === '' ? text : `${text}.`;
}

function requirement(rule: Rule | undefined): string | undefined {
  if (rule === undefined) return undefined;
  if (typeof rule === 'string') return rule.startsWith('@') ? undefined : rule;
  const [parts, word] = 'allOf' in rule ? [rule.allOf, ' and '] : [rule.anyOf, ' or '];
  return parts.map(requirement).filter(Boolean).join(word);
}
