import { definePlugin } from './definition.js';
import { migrationFaults } from './migration-check.js';
import { sqlStatements, sqlTokens } from './sql-tokens.js';

const assets = definePlugin({
  id: 'assets',
  version: '0.1.0',
  api: '^1.0',
  description: 'Assets.',
  requires: { hr: '^0.1' },
  enhances: { documents: '^0.1' },
});

function faultsOf(up: string, plugin = assets): string[] {
  return migrationFaults(plugin, { name: '0002-x', up, down: '' });
}

describe('statements of a plugin migration', () => {
  test.each([
    'alter table hr.employee add column tag text',
    'ALTER TABLE IF EXISTS ONLY "hr"."employee" disable trigger all',
    'alter table core . organization no force row level security',
    'create table hr.thing (id uuid)',
    'create unlogged table if not exists public.thing (id uuid)',
    'drop table asset, hr.employee',
    'truncate asset, only hr.employee cascade',
    'insert into hr.employee (id) values (1)',
    'update only hr.employee e set name = 1',
    'delete from hr.employee',
    'with gone as (delete from hr.employee returning *) select * from gone',
    'with x as (select 1) update hr.employee set name = (select * from x)',
    'merge into hr.employee using asset on true when matched then delete',
    'grant select on hr.employee to bureau_app',
    'grant select (a, b), update on table asset, hr.employee to bureau_app',
    'grant select on all tables in schema hr to bureau_app',
    'revoke usage on schema hr from bureau_app',
    "comment on table hr.employee is 'mine'",
    "comment on column hr.employee.name is 'mine'",
    "comment on constraint c on hr.employee is 'mine'",
    'create policy all_rows on hr.employee using (true)',
    'alter policy organization on hr.employee using (true)',
    'drop trigger t on hr.employee',
    'create constraint trigger t after update of name on hr.employee execute function f()',
    'create or replace function hr.f() returns int language sql as $$ select 1 $$',
    'create unique index concurrently if not exists i on only hr.employee (name)',
    'create index on hr.employee (name)',
    'drop index hr.i',
    'create view hr.v as select 1',
    'refresh materialized view hr.v',
    'lock table hr.employee',
    'copy hr.employee from stdin',
    'alter table asset set schema hr',
    'create rule r as on update to hr.employee do nothing',
    'do $$ begin if true then update hr.employee set name = 1; end if; end $$',
    'do language plpgsql $body$ begin drop table hr.employee; end $body$',
    "create function f() returns int language sql as 'delete from hr.employee; select 1'",
    'create function f() returns int begin atomic delete from hr.employee; select 1; end',
    'select 1; -- a comment; with a semicolon\n/* and /* nested */ ; */ drop table hr.employee',
  ])('refuses: %s', (sql) => {
    const faults = faultsOf(sql);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('changes what is not its own');
  });

  test.each([
    'create table asset (organization_id uuid, id uuid, employee_id uuid)',
    'create table assets.asset (holder uuid references hr.employee (id))',
    'alter table asset add foreign key (a, b) references core.organization (id)',
    'alter table asset add foreign key (a) references documents.document (id) on update cascade',
    'create index i on assets.asset using gin (tag public.gin_trgm_ops)',
    'create policy organization on asset using (id in (select id from hr.employee))',
    'create function assets.f() returns trigger language plpgsql as $$ begin\n' +
      '  if exists (select from hr.employee for update of employee) then return new; end if;\n' +
      '  update assets.asset set tag = new.tag; return new; end $$',
    'create trigger t before insert or update of a on asset for each row execute function f()',
    "comment on table asset is 'drop table hr.employee; update hr.employee set x'",
    "comment on column asset.tag is 'x'",
    'grant select, insert, update, delete on asset, assets.custody to bureau_app',
    'grant usage on schema assets to bureau_app',
    'revoke execute on function assets.f(hr.employee, text), g() from public',
    'insert into asset select * from hr.employee',
    "set local app.organization_id = 'x'",
    'set constraints all immediate',
    "select set_config('app.organization_id', 'x', true)",
    'alter table asset drop role, alter type set not null',
    "insert into asset (tag) values ($$ drop table hr.employee $$), (e'\\'; drop table hr.x')",
    'create view open as select "update" from asset',
  ])('admits: %s', (sql) => {
    expect(faultsOf(sql)).toEqual([]);
  });

  test.each([
    ['set role postgres', 'changes the session: "set role"'],
    ['set search_path = hr', 'changes the session: "set search_path"'],
    ['set local search_path to hr', 'changes the session: "set local search_path"'],
    ["select set_config('role', 'x', true)", 'changes the session: "set_config role"'],
    ['reset role', 'changes the session: "reset role"'],
    ['commit; drop table asset', 'ends or opens a transaction: "commit"'],
    ['begin', 'ends or opens a transaction: "begin"'],
    ['create role r', 'changes roles or the database as a whole: "create role r"'],
    ['create extension citext', 'changes roles or the database as a whole: "create extension'],
    ['grant bureau_owner to bureau_app', 'changes roles or the database as a whole: "grant'],
    ['alter table asset owner to bureau_app', 'as a whole: "owner to bureau_app"'],
    ['drop owned by bureau_app', 'changes roles or the database as a whole: "drop owned by"'],
    [
      'create function f() returns int language sql security definer as $$ select 1 $$',
      'makes a function that runs with the rights of the owner: "security definer"',
    ],
    [
      'alter table asset add foreign key (a) references payroll.run (id)',
      'refers to a plugin that it does not name: "references payroll.run". ' +
        "Write requires or enhances: { payroll: '^...' } in its definition.",
    ],
  ])('refuses: %s', (sql, text) => {
    const faults = faultsOf(sql);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(text);
  });

  test('the text names plugin, migration, part and line', () => {
    const migration = { name: '0002-x', up: '', down: 'select 1;\n\n-- x\ndrop table hr.employee' };
    expect(migrationFaults(assets, migration)).toEqual([
      'Migration 0002-x of plugin "assets" (down, line 4) changes what is not its own: ' +
        '"drop table hr.employee". A plugin changes schema "assets" only; ' +
        'ask the owner of "hr" for an extension point.',
    ]);
  });

  test('a plugin names the functions that run with the rights of the owner', () => {
    const named = { ...assets, ownerFunctions: { post: 'The only way in.' } };
    const up = (name: string) =>
      `create or replace function assets.${name}(a int) returns int security definer as $$ x $$`;
    const faults = (name: string) =>
      migrationFaults(named, { name: '0003-x', up: up(name), down: '' });
    expect(faults('post')).toEqual([]);
    expect(faults('other')[0]).toContain('name it in ownerFunctions');
  });

  test('core makes extensions, rights and definer functions, and keeps to its schema too', () => {
    const core = { ...assets, id: 'core' };
    expect(faultsOf('create extension pg_trgm; create schema if not exists core', core)).toEqual(
      [],
    );
    const definer = 'create function core.f() returns int security definer as $$ select 1 $$';
    expect(faultsOf(definer, core)).toEqual([]);
    expect(faultsOf('drop table hr.employee', core)).toHaveLength(1);
  });
});

describe('tokens of SQL', () => {
  test('quotes, comments and dollar quotes', () => {
    const sql = `a."B""c" 'it''s' E'x\\'y' $t$ $$;$$ $t$ /* /* */ */ -- z\n 1.5`;
    expect(sqlTokens(sql).map(({ kind, text }) => `${kind}:${text}`)).toEqual([
      'word:a',
      'sign:.',
      'name:B"c',
      "text:it's",
      "text:x\\'y",
      'text: $$;$$ ',
      'word:1.5',
    ]);
    expect(sqlTokens(sql).at(-1)?.line).toBe(2);
  });

  test('what is not closed ends with the text', () => {
    for (const sql of ["'abc", '"abc', '$$abc', '/* abc', "E'abc\\"]) {
      expect(sqlStatements(sql).length).toBeLessThanOrEqual(1);
    }
  });
});
