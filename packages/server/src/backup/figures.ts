import type { BackupFigure } from '@bureau/core';
import pg from 'pg';
import { rowsOf, type BackupTable } from './catalogue.js';

/** What a table holds: how many rows, and a sum over their texts that no change leaves equal. */
export interface TableFigure {
  rows: number;
  digest: string;
}

/** What an organization has: by table, and the sums of its plugins by name. */
export interface OrganizationFigures {
  /** Uuid. */
  id: string;
  slug: string;
  tables: Record<string, TableFigure>;
  /** `plugin name`: text. */
  figures: Record<string, string>;
}

/** Everything that must be equal before and after. */
export interface Figures {
  organizations: OrganizationFigures[];
  /** Tables that belong to no organization. */
  shared: Record<string, TableFigure>;
}

/** A sum of a plugin, with the plugin that it is of. */
export interface NamedFigure extends BackupFigure {
  plugin: string;
}

const ORGANIZATIONS = 'select id::text, slug from core.organization order by id';
/** Puts an organization in force until the end of the transaction. */
export const ENTER = "select set_config('app.organization_id', $1, true)";

/** All organizations; the owner sees them without one in force. */
export async function organizationsOf(
  client: pg.ClientBase,
): Promise<{ id: string; slug: string }[]> {
  return (await client.query<{ id: string; slug: string }>(ORGANIZATIONS)).rows;
}

/**
 * Counts and sums everything, within the transaction of the client, each organization behind its
 * wall.
 */
export async function readFigures(
  client: pg.ClientBase,
  tables: readonly BackupTable[],
  sums: readonly NamedFigure[],
): Promise<Figures> {
  const organizations: OrganizationFigures[] = [];
  for (const { id, slug } of await organizationsOf(client)) {
    await client.query(ENTER, [id]);
    const own: Record<string, TableFigure> = {};
    for (const table of tables.filter((one) => one.ofOrganizations)) {
      const figure = await tableFigure(client, table, id);
      if (figure.rows > 0) own[table.name] = figure;
    }
    organizations.push({ id, slug, tables: own, figures: await sumsOf(client, sums) });
  }
  const shared: Record<string, TableFigure> = {};
  for (const table of tables.filter((one) => !one.ofOrganizations)) {
    shared[table.name] = await tableFigure(client, table);
  }
  return { organizations, shared };
}

/** The order of rows does not matter; SHA-256 is the same in every version of PostgreSQL. */
async function tableFigure(
  client: pg.ClientBase,
  { name, columns }: BackupTable,
  organizationId?: string,
): Promise<TableFigure> {
  const names = columns
    .filter(({ transaction }) => transaction === null)
    .map((column) => pg.escapeIdentifier(column.name));
  const { rows } = await client.query<{ rows: string; digest: string }>(`
    select count(*)::text as rows, coalesce(sum(('x' || encode(substr(sha256(
      convert_to(one::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint), 0)::text as digest
    from (select ${names.join(', ')} from ${name}${rowsOf(organizationId)}) one`);
  return { rows: Number(rows[0]?.rows ?? 0), digest: rows[0]?.digest ?? '0' };
}

async function sumsOf(
  client: pg.ClientBase,
  sums: readonly NamedFigure[],
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { plugin, name, sql } of sums) {
    const { rows } = await client.query<{ key: string; value: string }>(
      `select key::text, value::text from (${sql}) figures (key, value)`,
    );
    for (const { key, value } of rows) found[`${plugin} ${name} ${key}`] = value;
  }
  return found;
}

/** What is not equal, a line each; nothing when all is. */
export function differences(before: Figures, after: Figures): string[] {
  const found = new Map(after.organizations.map((one) => [one.id, one]));
  const known = new Set(before.organizations.map(({ id }) => id));
  const extra = after.organizations.filter(({ id }) => !known.has(id));
  return [
    ...unequal('', before.shared, after.shared),
    ...extra.map(({ slug }) => `organization ${slug} is in one of them only`),
    ...before.organizations.flatMap((one) => {
      const other = found.get(one.id);
      if (!other) return [`organization ${one.slug} is in one of them only`];
      return [
        ...unequal(`${one.slug}: `, one.tables, other.tables),
        ...unequal(`${one.slug}: `, one.figures, other.figures),
      ];
    }),
  ];
}

function unequal(
  prefix: string,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const [was, is] = [before, after].map((all) => JSON.stringify(all[name] ?? null));
    return was === is ? [] : [`${prefix}${name}: ${was} before, ${is} after`];
  });
}
