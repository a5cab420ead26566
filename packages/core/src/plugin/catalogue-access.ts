import type { LiveCatalogue, LivePolicy, LiveTable } from './catalogue-read.js';
import type { PluginDefinition } from './definition.js';
import {
  ORGANIZATION_COLUMN,
  ORGANIZATION_PREDICATE,
  OWN_POLICY_MARK,
  RUN_TIME_ROLES,
} from './organization-policy.js';

const COMMANDS = { r: 'select', a: 'insert', w: 'update', d: 'delete' } as const;
const RUN_TIME = new Set<string>(Object.values(RUN_TIME_ROLES));
const READ = new Set(['SELECT']);
const WRITE = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE']);
/** The most that a role may have on a table; the owner has what owners have. */
const ALLOWED: Readonly<Record<string, ReadonlySet<string>>> = {
  [RUN_TIME_ROLES.app]: WRITE,
  [RUN_TIME_ROLES.worker]: WRITE,
  [RUN_TIME_ROLES.reader]: READ,
};

/** Row-level security, policies and rights of one table or view. */
export function accessFaults(table: LiveTable, globalTables: ReadonlySet<string>): string[] {
  const name = `${table.schema}.${table.name}`;
  const rights = [...ownerFaults(table, name), ...grantFaults(table, name)];
  if (table.kind === 'v' || table.kind === 'm') return [...viewFaults(table, name), ...rights];
  const organization = table.columns.find((column) => column.name === ORGANIZATION_COLUMN);
  if (!organization) {
    if (globalTables.has(name)) return rights;
    return [
      `Table ${name} has no ${ORGANIZATION_COLUMN}. Add it, or name the table in globalTables ` +
        `of plugin "${table.schema}" with the reason.`,
      ...rights,
    ];
  }
  const faults = [...securityFaults(table, name), ...policyFaults(table, name), ...rights];
  if (organization.required && organization.type === 'uuid') return faults;
  return [`Column ${name}.${ORGANIZATION_COLUMN} must be uuid not null.`, ...faults];
}

/** Qualified names of the functions that plugins declare as the owner's. */
export function ownerFunctionsOf(plugins: readonly PluginDefinition[]): ReadonlySet<string> {
  return new Set(
    plugins.flatMap(({ id, ownerFunctions = {} }) =>
      Object.keys(ownerFunctions).map((name) => `${id}.${name}`),
    ),
  );
}

/** Roles, schemas and functions of the owner. */
export function roleFaults(
  { roles, schemas, definers }: LiveCatalogue,
  ownerFunctions: ReadonlySet<string> = new Set(),
): string[] {
  const faults: string[] = [];
  for (const { name, found, superuser, bypass, wide } of roles) {
    if (!found) faults.push(`Role ${name} is missing: "bureau migrate" makes it.`);
    if (superuser) faults.push(`Role ${name} is a superuser: row-level security does not bind it.`);
    if (bypass) faults.push(`Role ${name} has BYPASSRLS: row-level security does not bind it.`);
    for (const other of wide) faults.push(`Role ${name} is a member of ${other}, which may more.`);
  }
  for (const { name, owner, creators } of schemas) {
    if (RUN_TIME.has(owner)) faults.push(`Schema ${name} is owned by ${owner}, a run-time role.`);
    const makers = creators.filter((role) => role !== owner && !isSuper(roles, role));
    for (const role of makers) faults.push(`Role ${role} may create objects in schema ${name}.`);
  }
  for (const { schema, name, pinned, public: open } of definers) {
    const text = `Function ${schema}.${name} runs with the rights of its owner`;
    if (schema !== 'core' && !ownerFunctions.has(`${schema}.${name}`)) {
      faults.push(`${text}, and plugin "${schema}" does not name it in ownerFunctions.`);
    }
    if (!pinned) faults.push(`${text} without a search_path of its own.`);
    if (open) faults.push(`${text} and may be called by PUBLIC: revoke it.`);
  }
  return faults;
}

function isSuper(roles: LiveCatalogue['roles'], role: string): boolean {
  return roles.some(({ name, superuser }) => name === role && superuser);
}

function securityFaults({ secured, forced }: LiveTable, name: string): string[] {
  if (!secured) return [`Table ${name} has no row-level security: enable and force it.`];
  return forced ? [] : [`Row-level security of table ${name} is not forced: its owner sees all.`];
}

function policyFaults(table: LiveTable, name: string): string[] {
  const permissive = table.policies.filter((policy) => policy.permissive);
  const bound = permissive.filter(({ roles }) =>
    roles.some((role) => role === 'PUBLIC' || role === RUN_TIME_ROLES.app),
  );
  const missing = Object.entries(COMMANDS).flatMap(([command, word]) =>
    bound.some((policy) => policy.command === '*' || policy.command === command) ? [] : [word],
  );
  const uncovered =
    missing.length > 0 ? [`Table ${name} has no policy for ${missing.join(', ')}.`] : [];
  return [...uncovered, ...permissive.flatMap((policy) => predicateFaults(policy, name))];
}

function predicateFaults(policy: LivePolicy, name: string): string[] {
  if (isOwn(policy)) return [];
  const wrong = expressionsOf(policy).find((text) => plain(text) !== plain(ORGANIZATION_PREDICATE));
  if (wrong === undefined) return [];
  return [
    `Policy ${policy.name} of ${name} is not the predicate of organizations: ${wrong}. Write ` +
      `${ORGANIZATION_PREDICATE}, or say why in its comment: '${OWN_POLICY_MARK} <reason>'.`,
  ];
}

function isOwn({ comment }: LivePolicy): boolean {
  const [, reason = ''] = (comment ?? '').split(OWN_POLICY_MARK);
  return reason.trim() !== '';
}

/** What decides: rows that are seen, rows that are written; without a check, `using` does both. */
function expressionsOf({ command, using, check }: LivePolicy): string[] {
  const seen = using ?? 'true';
  if (command === 'r' || command === 'd') return [seen];
  if (command === 'a') return [check ?? 'true'];
  return [seen, check ?? seen];
}

/**
 * A predicate without what differs between the text of a migration and the catalogue's print of
 * it: white space, parentheses, casts of literals, the name of the sub-select's column.
 */
function plain(expression: string): string {
  return expression
    .toLowerCase()
    .replaceAll(/\bas "?nullif"?/g, '')
    .replaceAll('::text', '')
    .replaceAll(/[\s()]/g, '');
}

function ownerFaults({ owner }: LiveTable, name: string): string[] {
  return RUN_TIME.has(owner) ? [`Table ${name} is owned by ${owner}, a run-time role.`] : [];
}

function grantFaults({ grants }: LiveTable, name: string): string[] {
  return grants.flatMap(({ grantee, privilege }) => {
    if (grantee !== 'PUBLIC' && !RUN_TIME.has(grantee)) return [];
    if (ALLOWED[grantee]?.has(privilege)) return [];
    return [`Role ${grantee} has ${privilege} on ${name}: revoke it.`];
  });
}

/** A view reads as its owner unless it is told to read as the caller. */
function viewFaults({ kind, options, grants }: LiveTable, name: string): string[] {
  if (kind === 'v') {
    const invoker = options.some((option) => /^security_invoker=(?:true|on|1|yes)$/i.test(option));
    return invoker ? [] : [`View ${name} must be made with (security_invoker = true).`];
  }
  const readers = grants.filter(({ grantee }) => grantee === 'PUBLIC' || RUN_TIME.has(grantee));
  if (readers.length === 0) return [];
  return [`Materialized view ${name} has no row-level security: take its grants away.`];
}
