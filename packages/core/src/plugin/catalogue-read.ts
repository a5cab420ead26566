import { RUN_TIME_ROLES } from './organization-policy.js';

/** What the catalogue is read with: a client or pool of `pg`, of any role, whatever its types. */
export interface CatalogueClient {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

/** The schemas of the plugins as they are in the database. */
export interface LiveCatalogue {
  tables: readonly LiveTable[];
  schemas: readonly { name: string; owner: string; creators: readonly string[] }[];
  roles: readonly LiveRole[];
  /** Functions that run with the rights of their owner. */
  definers: readonly { schema: string; name: string; pinned: boolean; public: boolean }[];
}

export interface LiveTable {
  schema: string;
  name: string;
  /** `r` table, `p` partitioned table, `v` view, `m` materialized view. */
  kind: 'r' | 'p' | 'v' | 'm';
  owner: string;
  secured: boolean;
  forced: boolean;
  comment: string | null;
  options: readonly string[];
  columns: readonly LiveColumn[];
  constraints: readonly LiveConstraint[];
  indexes: readonly LiveIndex[];
  policies: readonly LivePolicy[];
  grants: readonly { grantee: string; privilege: string }[];
}

export interface LiveColumn {
  name: string;
  type: string;
  required: boolean;
  /** Has a default, an identity or is generated. */
  filled: boolean;
  /** As the catalogue prints it. */
  default: string | null;
  comment: string | null;
}

export interface LiveConstraint {
  name: string;
  /** `p` primary key, `f` foreign key, `c` check; unique keys are read from the indexes. */
  kind: 'p' | 'f' | 'c';
  columns: readonly string[];
  target: { schema: string; table: string; columns: readonly string[] } | null;
  definition: string;
}

export interface LiveIndex {
  name: string;
  unique: boolean;
  partial: boolean;
  /** Null stands for an expression. */
  columns: readonly (string | null)[];
}

export interface LivePolicy {
  name: string;
  /** `*`, `r` select, `a` insert, `w` update, `d` delete. */
  command: string;
  permissive: boolean;
  roles: readonly string[];
  using: string | null;
  check: string | null;
  comment: string | null;
}

export interface LiveRole {
  name: string;
  found: boolean;
  superuser: boolean;
  bypass: boolean;
  /** Roles with wide rights, or owners of the schemas, whose rights it may take. */
  wide: readonly string[];
}

/** Reads everything that the check needs, in four statements. */
export async function readCatalogue(
  client: CatalogueClient,
  schemas: readonly string[],
): Promise<LiveCatalogue> {
  const roles = Object.values(RUN_TIME_ROLES);
  return {
    tables: await list<LiveTable>(client, TABLES, [schemas]),
    schemas: await list(client, SCHEMAS, [schemas, roles]),
    roles: await list<LiveRole>(client, ROLES, [schemas, roles]),
    definers: await list(client, DEFINERS, [schemas]),
  };
}

/** One JSON text per statement: the same on clients that leave all values as text. */
async function list<T>(client: CatalogueClient, text: string, values: unknown[]): Promise<T[]> {
  const sql = `select coalesce(json_agg(to_json(entry)), '[]')::text as list from (${text}) entry`;
  const { rows } = await client.query(sql, values);
  const [row] = rows as { list: string }[];
  return JSON.parse(row?.list ?? '[]') as T[];
}

/** Names of the columns of table `c` by their numbers, in that order. */
const columnNames = (numbers: string, table = 'c.oid') => `array(
  select a.attname::text from unnest(${numbers}) with ordinality as k (num, place)
    left join pg_attribute a on a.attrelid = ${table} and a.attnum = k.num and k.num > 0
    order by k.place)`;

const TABLE_COLUMNS = `
  select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    a.attnotnull as required,
    a.atthasdef or a.attidentity <> '' or a.attgenerated <> '' as filled,
    pg_get_expr(d.adbin, d.adrelid) as "default", col_description(c.oid, a.attnum) as comment
  from pg_attribute a
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  order by a.attnum`;

const TABLE_CONSTRAINTS = `
  select k.conname as name, k.contype as kind, pg_get_constraintdef(k.oid) as definition,
    ${columnNames('k.conkey')} as columns,
    case when k.contype = 'f' then json_build_object('schema', tn.nspname, 'table', t.relname,
      'columns', ${columnNames('k.confkey', 't.oid')}) end as target
  from pg_constraint k
  left join pg_class t on t.oid = k.confrelid
  left join pg_namespace tn on tn.oid = t.relnamespace
  where k.conrelid = c.oid and k.contype in ('p', 'f', 'c')
  order by k.conname`;

const TABLE_INDEXES = `
  select x.relname as name, i.indisunique as "unique", i.indpred is not null as partial,
    ${columnNames('i.indkey[0:i.indnkeyatts - 1]')} as columns
  from pg_index i
  join pg_class x on x.oid = i.indexrelid
  where i.indrelid = c.oid and i.indisvalid
  order by x.relname`;

const TABLE_POLICIES = `
  select p.polname as name, p.polcmd as command, p.polpermissive as permissive,
    array(select coalesce(r.rolname::text, 'PUBLIC') from unnest(p.polroles) as m (role)
      left join pg_roles r on r.oid = m.role) as roles,
    pg_get_expr(p.polqual, p.polrelid) as "using",
    pg_get_expr(p.polwithcheck, p.polrelid) as "check",
    obj_description(p.oid, 'pg_policy') as comment
  from pg_policy p
  where p.polrelid = c.oid
  order by p.polname`;

const TABLE_GRANTS = `
  select coalesce(r.rolname::text, 'PUBLIC') as grantee, a.privilege_type as privilege
  from aclexplode(c.relacl) a
  left join pg_roles r on r.oid = a.grantee
  where a.grantee <> c.relowner
  order by 1, 2`;

const rows = (text: string) =>
  `(select coalesce(json_agg(to_json(part)), '[]') from (${text}) part)`;

const TABLES = `
  select n.nspname as schema, c.relname as name, c.relkind as kind,
    pg_get_userbyid(c.relowner) as owner, c.relrowsecurity as secured,
    c.relforcerowsecurity as forced, obj_description(c.oid, 'pg_class') as comment,
    coalesce(c.reloptions, '{}') as options,
    ${rows(TABLE_COLUMNS)} as columns, ${rows(TABLE_CONSTRAINTS)} as constraints,
    ${rows(TABLE_INDEXES)} as indexes, ${rows(TABLE_POLICIES)} as policies,
    ${rows(TABLE_GRANTS)} as grants
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm')
  order by n.nspname, c.relname`;

const SCHEMAS = `
  select n.nspname as name, pg_get_userbyid(n.nspowner) as owner,
    array(select r.rolname::text from pg_roles r where r.rolname = any ($2)
      and has_schema_privilege(r.oid, n.oid, 'create') order by 1) as creators
  from pg_namespace n
  where n.nspname = any ($1)
  order by n.nspname`;

const ROLES = `
  select w.name, r.oid is not null as found, coalesce(r.rolsuper, false) as superuser,
    coalesce(r.rolbypassrls, false) as bypass,
    array(select m.rolname::text from pg_roles m
      where m.oid <> r.oid and not r.rolsuper and pg_has_role(r.oid, m.oid, 'member')
        and (m.rolsuper or m.rolbypassrls
          or m.rolname in ('pg_read_all_data', 'pg_write_all_data', 'pg_write_server_files',
            'pg_read_server_files', 'pg_execute_server_program', 'pg_maintain')
          or m.oid in (select n.nspowner from pg_namespace n where n.nspname = any ($1)))
      order by 1) as wide
  from unnest($2::text[]) as w (name)
  left join pg_roles r on r.rolname = w.name
  order by w.name`;

const DEFINERS = `
  select n.nspname as schema, p.proname as name,
    exists (select from unnest(p.proconfig) as s (setting)
      where s.setting like 'search_path=%') as pinned,
    exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      where a.grantee = 0) as public
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = any ($1) and p.prosecdef
  order by n.nspname, p.proname`;
