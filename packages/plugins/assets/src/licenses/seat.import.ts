import { type Ctx, defineImport, type ImportColumn, type ImportRow } from '@bureau/core';
import { Employee, EmployeeType } from '@bureau/plugin-hr/contract';
import { Asset } from '../asset.entity.js';
import { AssetType } from '../asset.types.js';
import { startsOfDays } from '../days.js';
import { errors } from '../errors.js';
import { cellOf, cellsOf } from '../import-columns.js';
import { licenseErrors } from './errors.js';
import { License } from './license.entity.js';
import { Seat } from './seat.entity.js';
import { addSeat, assertThere, type SeatUser } from './seats.js';

/** What the rows of one batch name. */
interface Named {
  /** Their rows are locked, so that what is counted here holds until the commit. */
  licenses: ReadonlyMap<string, License>;
  users: ReadonlyMap<string, SeatUser>;
  /** Seats taken by earlier rows and before, by the id of the licence. */
  used: Map<string, number>;
  held: ReadonlyMap<string, Seat>;
  starts: ReadonlyMap<string, Date>;
}

/** Who or what the seats of a file are for. */
interface UserColumn {
  kind: string;
  description: string;
  name: string;
  label: string;
  property: 'employee' | 'asset';
  path: string;
  /** Those that the caller may see, by number or tag. */
  users(ctx: Ctx, texts: string[]): Promise<ReadonlyMap<string, SeatUser>>;
  unknown(text: string, path: string[]): Error;
}

/** Seats of employees. */
export const employeeSeatImport = seatImportOf({
  kind: 'employeeSeat',
  description: 'Seats of licences that employees have, one row for each.',
  name: 'employee_number',
  label: 'Employee number of who uses it',
  property: 'employee',
  path: 'employee.number',
  users: async (ctx, texts) => {
    const ids = await ctx.ids(EmployeeType, { number: { in: texts } }, texts.length);
    const found = await ctx.em.find(Employee, { id: { $in: ids } });
    return new Map(found.map((employee) => [employee.number, { employee }]));
  },
  unknown: (number, path) => errors.EMPLOYEE_UNKNOWN({ number }, path),
});

/** Seats of devices. */
export const assetSeatImport = seatImportOf({
  kind: 'assetSeat',
  description: 'Seats of licences that devices have, one row for each.',
  name: 'asset_tag',
  label: 'Tag of the device that it is used on',
  property: 'asset',
  path: 'asset.tag',
  users: async (ctx, texts) => {
    const ids = await ctx.ids(AssetType, { tag: { in: texts } }, texts.length);
    const found = await ctx.em.find(Asset, { id: { $in: ids } });
    return new Map(found.map((asset) => [asset.tag, { asset }]));
  },
  unknown: (tag, path) => licenseErrors.ASSET_UNKNOWN({ tag }, path),
});

function seatImportOf(user: UserColumn) {
  const columns: ImportColumn[] = [
    column('license_code', 'Code of the licence', { required: true, maxLength: 60 }),
    column(user.name, user.label, { required: true }),
    column('assigned_on', 'Since when; now when empty', { kind: 'date' }),
  ];
  return defineImport<Named>({
    kind: user.kind,
    plugin: 'assets',
    description: user.description,
    permission: 'assets.seat.assign',
    columns,
    key: ['license_code', user.name],
    makes: 'Seat',
    export: {
      list: 'seats',
      where: {
        releasedAt: { isNull: true },
        [user.property]: { [user.property === 'asset' ? 'tag' : 'number']: { isNull: false } },
      },
      paths: {
        license_code: 'license.code',
        [user.name]: user.path,
        assigned_on: { day: 'assignedAt' },
      },
    },
    prepare: (ctx, rows) => lookUp(ctx, rows, user),
    apply: (ctx, row, named) => apply(ctx, row, { named, user }),
    // A seat that is there already is as it should be.
    upsert: {
      permission: 'assets.seat.assign',
      find: async (_ctx, _rows, { held }) =>
        new Map([...held].map(([key, record]) => [key, { record }])),
      change: () => undefined,
    },
  });
}

function column(name: string, description: string, more: Partial<ImportColumn>): ImportColumn {
  return { name, description, kind: 'text', maxLength: 40, ...more };
}

const LOCK = `
  select id from assets.license where organization_id = $1 and code = any($2::text[])
  order by id for update`;

/** Six statements a batch. */
async function lookUp(ctx: Ctx, rows: readonly ImportRow[], user: UserColumn): Promise<Named> {
  const { em } = ctx;
  const codes = cellsOf(rows, 'license_code');
  await ctx.sql(LOCK, [ctx.organizationId, codes]);
  const licenses = await em.find(License, { code: { $in: codes } }, { refresh: true });
  const users = await user.users(ctx, cellsOf(rows, user.name));
  const of = [...users.values()].map((one) => ('asset' in one ? one.asset.id : one.employee.id));
  const seats = await em.find(Seat, {
    ...{ license: { $in: licenses }, releasedAt: null },
    [user.property]: { $in: of },
  });
  const texts = new Map([...users].map(([text, one]) => [idOf(one), text]));
  const codeOf = new Map(licenses.map(({ id, code }) => [id, code]));
  const held = seats.map((seat): [string, Seat] => {
    const who = texts.get((seat.employee ?? seat.asset)?.id ?? '') ?? '';
    return [JSON.stringify([codeOf.get(seat.license.id) ?? '', who]), seat];
  });
  return {
    licenses: new Map(licenses.map((license) => [license.code, license])),
    users,
    used: new Map(licenses.map(({ id, seatsUsed }) => [id, seatsUsed ?? 0])),
    held: new Map(held),
    starts: await startsOfDays(ctx, cellsOf(rows, 'assigned_on')),
  };
}

function idOf(user: SeatUser): string {
  return 'asset' in user ? user.asset.id : user.employee.id;
}

/** All faults come before anything is written. */
function apply(
  ctx: Ctx,
  row: ImportRow,
  { named, user: { name, unknown } }: { named: Named; user: UserColumn },
): Seat {
  const code = cellOf(row, 'license_code') ?? '';
  const license = named.licenses.get(code);
  if (!license) throw licenseErrors.LICENSE_UNKNOWN({ code }, ['license_code']);
  const text = cellOf(row, name) ?? '';
  const user = named.users.get(text);
  if (!user) throw unknown(text, [name]);
  if (named.held.has(JSON.stringify([code, text]))) {
    throw licenseErrors.SEAT_TWICE({ code }, [name]);
  }
  assertThere(ctx, user, [name]);
  const used = named.used.get(license.id) ?? 0;
  license.assertSeatFree(ctx.today, { used, path: ['license_code'] });
  const day = cellOf(row, 'assigned_on');
  if (day !== null && day > ctx.today) throw errors.AT_IN_FUTURE({}, ['assigned_on']);
  named.used.set(license.id, used + 1);
  const assignedAt = day === null ? undefined : named.starts.get(day);
  return addSeat(ctx, license, { ...user, assignedAt });
}
