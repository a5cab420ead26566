import { isObjectType, type GraphQLSchema } from 'graphql';
import type { Rule } from '../authz/permissions.js';

/** Adds `Requires: hr.salary.read.` to the description of each field that a rule guards. */
export function describeRequirements(
  schema: GraphQLSchema,
  rules: ReadonlyMap<string, Rule>,
): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const words = requirement(rules.get(`${type.name}.${field.name}`));
      if (!words) continue;
      field.description = `${sentence(field.description ?? '')} Requires: ${words}.`.trim();
    }
  }
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
