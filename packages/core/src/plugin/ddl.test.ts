import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import {
  ProbeCategory,
  probeMetadata as metadata,
  probeOrm,
  probePlugin as plugin,
  ProbeThing,
} from '../../test/probe-plugin.js';
import { createPluginSql, tableStatements } from './ddl.js';
import { ORGANIZATION_DEFAULT, ORGANIZATION_PREDICATE } from './organization-policy.js';

const A = '00000000-0000-7000-8000-00000000000a';
const B = '00000000-0000-7000-8000-00000000000b';
const ID = '00000000-0000-7000-8000-000000000001';

describe('table generator', () => {
  let database: TestDatabase;
  const column = async <T>(text: string): Promise<T[]> => {
    const { rows } = await database.owner.query({ text, rowMode: 'array' });
    return rows.map((row: T[]) => row[0] as T);
  };
  const definitions = (type: string) =>
    column<string>(
      `select conname || E':\\n' || replace(pg_get_constraintdef(oid), 'organization_id', 'org')
         from pg_constraint
         where conrelid = 'probe.thing'::regclass and contype = '${type}' order by conname`,
    );
  const as = async (organization: string, text: string) => {
    await database.app.query("select set_config('app.organization_id', $1, false)", [organization]);
    return database.app.query(text);
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.owner.query(`
      create schema core; create schema probe; grant usage on schema probe to bureau_app;
      create table core.organization (id uuid primary key);
      insert into core.organization values ('${A}'), ('${B}');
      set search_path to probe, public;`);
    await database.owner.query(createPluginSql(metadata, plugin));
  });
  afterAll(async () => {
    await database?.drop();
    await probeOrm.close();
  });

  test('is deterministic and puts referenced tables first', () => {
    const sql = createPluginSql(metadata, plugin);
    expect(createPluginSql(metadata, plugin)).toBe(sql);
    expect(sql.indexOf('create table probe.category')).toBeLessThan(
      sql.indexOf('create table probe.thing'),
    );
    const category = tableStatements(metadata, ProbeCategory).join(';\n');
    expect(
      category
        .replaceAll(ORGANIZATION_PREDICATE, 'PREDICATE')
        .replaceAll(ORGANIZATION_DEFAULT, '(DEFAULT)'),
    ).toMatchInlineSnapshot(`
     "create table probe.category (
       organization_id uuid not null default (DEFAULT),
       id uuid not null,
       version integer not null default 1,
       created_at timestamptz(6) not null default now(),
       updated_at timestamptz(6) not null default now(),
       name varchar(30) not null,
       constraint category_pkey primary key (organization_id, id),
       constraint category_name_key unique (organization_id, name)
     );
     alter table probe.category add constraint category_organization_id_fkey
       foreign key (organization_id) references core.organization (id);
     alter table probe.category enable row level security;
     alter table probe.category force row level security;
     create policy organization on probe.category for all
       using (PREDICATE)
       with check (PREDICATE);
     grant select, insert, update, delete on probe.category to bureau_app;
     grant select on probe.category to bureau_reader;
     comment on column probe.category.organization_id is 'Organization that the row belongs to';
     comment on column probe.category.id is 'Opaque, sortable id';
     comment on column probe.category.version is 'Grows by one with each change';
     comment on column probe.category.created_at is 'When the record was made';
     comment on column probe.category.updated_at is 'When the record was last changed'"
    `);
  });

  test('makes columns of every kind', async () => {
    const columns = await column<string>(
      `select attname || ' ' || format_type(atttypid, atttypmod)
           || case when attnotnull then ' not null' else '' end
           || coalesce(' default ' || left(pg_get_expr(adbin, adrelid), 30), '')
         from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
         where attrelid = 'probe.thing'::regclass and attnum > 0 order by attnum`,
    );
    expect(columns).toMatchInlineSnapshot(`
     [
       "organization_id uuid not null default (NULLIF(current_setting('app.o",
       "id uuid not null",
       "version integer not null default 1",
       "created_at timestamp(6) with time zone not null default now()",
       "updated_at timestamp(6) with time zone not null default now()",
       "tag character varying(40) not null",
       "serial character varying(40)",
       "notes text",
       "order character varying(255) not null default 'it''s'::character varying",
       "number integer not null default 5",
       "small smallint not null default 1",
       "views bigint not null default 0",
       "rate double precision not null default 0.5",
       "is_on boolean not null default true",
       "made_on date not null default CURRENT_DATE",
       "at_time timestamp(3) with time zone not null default now()",
       "share numeric(7,4) not null default 1.0",
       "level text not null default 'LOW'::text",
       "labels text[] not null default '{}'::text[]",
       "data jsonb",
       "bank_account text",
       "bank_account_index character varying(64)",
       "sum integer default (number + small)",
       "price_amount numeric(20,4) not null",
       "price_currency character varying(3) not null",
       "tax_amount numeric(20,4)",
       "tax_currency character varying(3)",
       "category_id uuid not null",
       "parent_id uuid",
     ]
    `);
  });

  test('leads every key with the organization', async () => {
    expect(await definitions('p')).toMatchInlineSnapshot(`
     [
       "thing_pkey:
     PRIMARY KEY (org, id)",
     ]
    `);
    expect(await definitions('u')).toMatchInlineSnapshot(`
     [
       "thing_serial_category_id_key:
     UNIQUE (org, serial, category_id) DEFERRABLE INITIALLY DEFERRED",
       "thing_serial_key:
     UNIQUE (org, serial)",
       "thing_tag_key:
     UNIQUE (org, tag)",
     ]
    `);
    expect(await definitions('f')).toMatchInlineSnapshot(`
     [
       "thing_category_id_fkey:
     FOREIGN KEY (org, category_id) REFERENCES category(org, id)",
       "thing_organization_id_fkey:
     FOREIGN KEY (org) REFERENCES core.organization(id)",
       "thing_parent_id_fkey:
     FOREIGN KEY (org, parent_id) REFERENCES thing(org, id) DEFERRABLE INITIALLY DEFERRED",
     ]
    `);
  });

  test('checks enums, money and what the entity states', async () => {
    expect(await definitions('c')).toMatchInlineSnapshot(`
     [
       "thing_level_check:
     CHECK ((level = ANY (ARRAY['LOW'::text, 'HIGH'::text])))",
       "thing_number_positive:
     CHECK ((number > 0))",
       "thing_tax_whole_check:
     CHECK (((tax_amount IS NULL) = (tax_currency IS NULL)))",
     ]
    `);
  });

  test('makes each index once', async () => {
    const indexes = await column<string>(
      `select regexp_replace(indexdef, 'CREATE | ON probe.thing|thing_', '', 'g') from pg_indexes
         where schemaname = 'probe' and tablename = 'thing' order by indexname`,
    );
    expect(indexes).toMatchInlineSnapshot(`
     [
       "INDEX bank_account_index_idx USING btree (organization_id, bank_account_index, id)",
       "INDEX category_id_idx USING btree (organization_id, category_id, id)",
       "INDEX labels_idx USING gin (labels)",
       "INDEX level_idx USING btree (organization_id, level, id)",
       "INDEX made_on_number_idx USING btree (organization_id, made_on, number, id)",
       "INDEX number_idx USING btree (organization_id, number, id)",
       "UNIQUE INDEX one_active USING btree (organization_id, number) WHERE (level = 'LOW'::text)",
       "INDEX parent_id_idx USING btree (organization_id, parent_id, id)",
       "UNIQUE INDEX pkey USING btree (organization_id, id)",
       "INDEX price_amount_idx USING btree (organization_id, price_amount, id)",
       "INDEX search_idx USING gin (tag gin_trgm_ops, notes gin_trgm_ops)",
       "UNIQUE INDEX serial_category_id_key USING btree (organization_id, serial, category_id)",
       "UNIQUE INDEX serial_key USING btree (organization_id, serial)",
       "UNIQUE INDEX tag_key USING btree (organization_id, tag)",
     ]
    `);
  });

  test('describes tables and columns', async () => {
    const comments = await column<string>(
      `select coalesce(attname, '') || ': ' || description from pg_description
         left join pg_attribute on attrelid = objoid and attnum = objsubid and objsubid > 0
         where objoid = 'probe.thing'::regclass order by objsubid`,
    );
    expect(comments).toMatchInlineSnapshot(`
     [
       ": Somebody's thing.",
       "organization_id: Organization that the row belongs to",
       "id: Opaque, sortable id",
       "version: Grows by one with each change",
       "created_at: When the record was made",
       "updated_at: When the record was last changed",
       "tag: The owner's tag",
       "price_amount: Price paid (Exact amount in units of the currency)",
       "price_currency: Price paid (ISO 4217 code)",
       "tax_amount: Exact amount in units of the currency",
       "tax_currency: ISO 4217 code",
       "category_id: Shelf",
     ]
    `);
  });

  test('rows are seen and written by their own organization only', async () => {
    const columns = '(id, tag, category_id, price_amount, price_currency)';
    const insert = (tag: string) =>
      `insert into probe.thing ${columns} values ('${ID}', '${tag}', '${ID}', 1, 'EUR')`;
    await as(A, `insert into probe.category (id, name) values ('${ID}', 'one')`);
    await as(A, insert('t1'));
    await expect(as(B, insert('t1'))).rejects.toThrow('thing_category_id_fkey');
    await as(B, `insert into probe.category (id, name) values ('${ID}', 'one')`);
    await as(B, insert('t1'));
    expect((await as(A, 'select * from probe.thing')).rows).toHaveLength(1);
    expect((await as(A, `update probe.thing set tag = 't2'`)).rowCount).toBe(1);
    expect((await as(B, 'select tag from probe.thing')).rows).toEqual([{ tag: 't1' }]);
    expect((await as('', 'select * from probe.thing')).rows).toEqual([]);
    expect((await as('', 'delete from probe.thing')).rowCount).toBe(0);
    await expect(as(A, `update probe.thing set organization_id = '${B}'`)).rejects.toThrow(
      'row-level security',
    );
    await expect(
      as(A, `insert into probe.category (organization_id, id, name) values ('${B}', '${A}', 'x')`),
    ).rejects.toThrow('row-level security');
    await expect(as('', insert('t9'))).rejects.toThrow('row-level security');
    // The owner is bound too: row-level security is forced.
    await database.owner.query(`set app.organization_id = ''`);
    expect((await database.owner.query('select * from probe.thing')).rows).toEqual([]);
  });

  test('money has both parts or none', async () => {
    await expect(as(A, 'update probe.thing set tax_amount = 1')).rejects.toThrow(
      'thing_tax_whole_check',
    );
    await as(A, `update probe.thing set tax_amount = 1, tax_currency = 'EUR'`);
  });

  test('tables of all organizations have plain keys and no policy', () => {
    const statements = tableStatements(metadata, ProbeCategory, new Set(['probe.category']));
    expect(statements[0]).toContain('constraint category_pkey primary key (id)');
    expect(statements[0]).toContain('constraint category_name_key unique (name)');
    expect(statements.join('\n')).not.toMatch(/organization_id|policy/);
    const onCategory = tableStatements(metadata, ProbeThing, new Set(['probe.category']));
    expect(onCategory.join('\n')).toContain(
      'foreign key (category_id) references probe.category (id)',
    );
    expect(() => tableStatements(metadata, ProbeThing, new Set(['probe.thing']))).toThrow(
      'Entity ProbeThing: category points from a table of all organizations to ProbeCategory',
    );
  });

  test('an entity in a foreign schema is refused', () => {
    expect(() => createPluginSql(metadata, { ...plugin, id: 'other' })).toThrow(
      'Entity ProbeThing of plugin "other" stands in schema "probe": ' +
        "write schema: 'other' in its defineEntity.",
    );
  });
});
