import type { Migration, PluginDefinition } from './definition.js';
import { sqlStatements, type SqlToken } from './sql-tokens.js';
import { type StatementFinding, statementFindings } from './statement-targets.js';

/**
 * Refuses what a plugin's migration may not do although it runs as the owner of everything: change
 * objects outside of its own schema, refer by key to a plugin that it neither requires nor
 * enhances, change the session or the transaction, make rights for others. Functions may read
 * foreign tables. A guard against mistakes, not against intent: plugins are trusted code, and
 * dynamic SQL is not looked into.
 *
 * Returns one sentence per finding, naming plugin, migration and line.
 */
export function migrationFaults(plugin: PluginDefinition, migration: Migration): string[] {
  return [
    ...scriptFaults(plugin, { name: migration.name, part: 'up', sql: migration.up }),
    ...scriptFaults(plugin, { name: migration.name, part: 'down', sql: migration.down }),
  ];
}

interface Script {
  name: string;
  part: 'up' | 'down';
  sql: string;
}

/** What only core may do, because it makes the platform's own ground. */
const CORE_ONLY = new Set<StatementFinding['kind']>(['rights', 'definer']);

function scriptFaults(plugin: PluginDefinition, { name, part, sql }: Script): string[] {
  const where = (line: number) =>
    `Migration ${name} of plugin "${plugin.id}" (${part}, line ${line})`;
  return sqlStatements(sql).flatMap((tokens: SqlToken[]) =>
    statementFindings(tokens).flatMap((finding) => {
      const problem = problemOf(plugin, finding);
      return problem ? [`${where(finding.line)} ${problem}`] : [];
    }),
  );
}

function problemOf(plugin: PluginDefinition, finding: StatementFinding): string | undefined {
  if (CORE_ONLY.has(finding.kind) && plugin.id === 'core') return undefined;
  const statement = `"${finding.text}"`;
  switch (finding.kind) {
    case 'change':
      if (finding.schema === plugin.id) return undefined;
      return (
        `changes what is not its own: ${statement}. A plugin changes schema "${plugin.id}" only; ` +
        `ask the owner of "${finding.schema}" for an extension point.`
      );
    case 'reference':
      if (mayRefer(plugin, finding.schema ?? plugin.id)) return undefined;
      return (
        `refers to a plugin that it does not name: ${statement}. Write requires or enhances: ` +
        `{ ${finding.schema}: '^...' } in its definition.`
      );
    case 'session':
      return (
        `changes the session: ${statement}. Migrations run with search_path set to their ` +
        'schema; only "set local" of other settings is allowed.'
      );
    case 'transaction':
      return `ends or opens a transaction: ${statement}. Each migration runs in one of its own.`;
    case 'rights':
      return `changes roles or the database as a whole: ${statement}. This is left to core.`;
    case 'definer':
      if (Object.hasOwn(plugin.ownerFunctions ?? {}, finding.name ?? '')) return undefined;
      return (
        `makes a function that runs with the rights of the owner: ${statement}. ` +
        'Leave it out, or name it in ownerFunctions with the reason.'
      );
  }
}

function mayRefer(plugin: PluginDefinition, schema: string): boolean {
  const named = { ...plugin.requires, ...plugin.enhances };
  return schema === plugin.id || schema === 'core' || Object.hasOwn(named, schema);
}
