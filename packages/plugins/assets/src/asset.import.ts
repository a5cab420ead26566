import { type Ctx, defineImport, type ImportRow, type Site } from '@bureau/core';
import type { Asset, Custodian } from './asset.entity.js';
import { changeKnown, findKnown } from './asset.upsert.js';
import { errors } from './errors.js';
import { checkOut, enterBuilt, enterHeld } from './hand-over.js';
import { cellOf, columns, IMPORTED_STATES, type ImportedState } from './import-columns.js';
import { lookUp, modelOf, type Named, namedIn } from './import-look-ups.js';
import { amountOf } from './input-values.js';
import { addAsset } from './new-asset.js';
import { statusErrors } from './status/errors.js';
import type { StatusLabel } from './status/status-label.entity.js';

/** Assets with their custody: at a site since the purchase, then with who has it. */
export const assetImport = defineImport<Named>({
  kind: 'asset',
  plugin: 'assets',
  description: 'Assets with their custody, one row for each; new products are made on the way.',
  permission: 'assets.asset.import',
  columns,
  key: ['tag'],
  after: { column: 'host_tag', of: 'tag' },
  makes: 'Asset',
  export: {
    list: 'assets',
    where: { state: { in: IMPORTED_STATES } },
    paths: {
      tag: 'tag',
      serial_number: 'serialNumber',
      model_code: 'model.code',
      model_name: 'model.name',
      category: 'model.category.code',
      purchased_on: 'purchasedOn',
      cost_amount: 'cost.amount',
      cost_currency: 'cost.currency',
      site_code: 'site.code',
      holder_number: 'holder.number',
      held_since: { day: 'custody.startsAt' },
      host_tag: 'host.tag',
      status_code: 'statusLabel.code',
      lease_ends_on: 'leaseEndsOn',
      state: 'state',
    },
  },
  prepare: lookUp,
  apply,
  upsert: { permission: 'assets.asset.update', find: findKnown, change: changeKnown },
});

/** No statement: the batch is written by the unit of work. All faults come before anything is. */
async function apply(ctx: Ctx, row: ImportRow, named: Named): Promise<Asset> {
  const tag = cellOf(row, 'tag') ?? '';
  if (named.tags.has(tag)) throw errors.TAG_TAKEN({ tag }, ['tag']);
  const custody = custodyOf(ctx, row, named);
  const cost = costOf(row);
  const model = modelOf(ctx, row, named);
  const purchasedOn = cellOf(row, 'purchased_on');
  const { host, site, custodian, siteSince, custodianSince: at } = custody;
  const first = host || (custodian && !siteSince) ? null : site;
  const { asset, running } = addAsset(ctx, {
    tag,
    serialNumber: cellOf(row, 'serial_number'),
    model,
    warrantyEndsOn: model.warrantyEndFor(purchasedOn),
    purchasedOn,
    leaseEndsOn: cellOf(row, 'lease_ends_on'),
    cost,
    site: first,
    at: siteSince,
  });
  asset.statusLabel = statusOf(row, named, { tag, state: custody.state });
  named.made.set(tag, asset);
  if (host) await enterBuilt(ctx, { asset, running, at, path: ['held_since'] }, host);
  else if (custodian) {
    // Without a first period it was at its site for no time that could be written down.
    const handOver = { asset, running, at, path: ['held_since'] };
    await (first ? checkOut : enterHeld)(ctx, handOver, custodian);
  }
  LAST_STEPS[custody.state]?.(asset);
  return asset;
}

/** The step that leads from AVAILABLE or IN_USE to the state of the row. */
const LAST_STEPS: Partial<Record<ImportedState, (asset: Asset) => void>> = {
  RETURN_PENDING: (asset) => asset.requestReturn(),
  IN_REPAIR: (asset) => asset.startRepair(),
  LOST: (asset) => asset.reportLost(),
};

interface ImportedCustody {
  state: ImportedState;
  site: Site | null;
  /** Who or what uses it; null: nobody. */
  custodian: Custodian | null;
  /** What it is part of. */
  host: Asset | null;
  /** Since when it is at the site, or was before it was handed out; null: now, or never. */
  siteSince: Date | null;
  /** Since when it is used there; null: now. */
  custodianSince: Date | null;
}

const WITH_HOLDER: ReadonlySet<ImportedState> = new Set(['IN_USE', 'RETURN_PENDING']);
/** What is used at a site needs no holder. */
const HOLDER_NEEDED = 'RETURN_PENDING';

function custodyOf(ctx: Ctx, row: ImportRow, named: Named): ImportedCustody {
  const site = namedIn(named.sites, { row, column: 'site_code' }, (code) =>
    errors.SITE_UNKNOWN({ code }, ['site_code']),
  );
  const holder = namedIn(named.employees, { row, column: 'holder_number' }, (number) =>
    errors.EMPLOYEE_UNKNOWN({ number }, ['holder_number']),
  );
  const isUsed = holder !== null || cellOf(row, 'host_tag') !== null;
  const byDefault = isUsed ? 'IN_USE' : site ? 'AVAILABLE' : 'ORDERED';
  const state = (cellOf(row, 'state') ?? byDefault) as ImportedState;
  const path = ['holder_number'];
  if (state === HOLDER_NEEDED && !holder) throw errors.HOLDER_MISSING({ state }, path);
  if (holder && !WITH_HOLDER.has(state) && state !== 'LOST') {
    throw errors.HOLDER_SURPLUS({ state }, path);
  }
  if (state === 'ORDERED' && site) throw errors.SITE_SURPLUS({ state }, ['site_code']);
  const host = hostOf(row, named, state);
  if (state !== 'ORDERED' && !site && !holder && !host)
    throw errors.SITE_MISSING({ state }, ['site_code']);
  const custodian = holder ? { employee: holder } : state === 'IN_USE' && site ? { site } : null;
  const times = timesOf(ctx, row, { named, isHeld: custodian !== null });
  return { state, site, custodian, host, ...times };
}

/** What it is part of; where that is, is where it is. */
function hostOf(row: ImportRow, named: Named, state: ImportedState): Asset | null {
  const tag = cellOf(row, 'host_tag');
  if (tag === null) return null;
  const path = ['host_tag'];
  const host = named.made.get(tag) ?? named.hosts.get(tag);
  if (!host) throw errors.HOST_UNKNOWN({ tag }, path);
  if (state === 'IN_USE') return host;
  throw errors.HOST_SURPLUS({ state }, path);
}

/** @throws ASSETS_STATUS_UNKNOWN, ASSETS_STATUS_IN_USE */
function statusOf(
  row: ImportRow,
  { labels }: Named,
  { tag, state }: { tag: string; state: ImportedState },
): StatusLabel | null {
  const code = cellOf(row, 'status_code');
  if (code === null) return null;
  const label = labels.get(code);
  if (!label) throw errors.STATUS_UNKNOWN({ code }, ['status_code']);
  if (label.class === 'DEPLOYABLE' || !WITH_HOLDER.has(state)) return label;
  throw statusErrors.STATUS_IN_USE({ tag, state }, ['status_code']);
}

function timesOf(
  ctx: Ctx,
  row: ImportRow,
  { named, isHeld }: { named: Named; isHeld: boolean },
): Pick<ImportedCustody, 'siteSince' | 'custodianSince'> {
  const purchasedOn = cellOf(row, 'purchased_on');
  const heldSince = cellOf(row, 'held_since');
  for (const column of ['purchased_on', 'held_since']) {
    if ((cellOf(row, column) ?? '') > ctx.today) throw errors.AT_IN_FUTURE({}, [column]);
  }
  if (purchasedOn && heldSince && heldSince < purchasedOn) {
    throw errors.BEFORE_PURCHASE({ tag: cellOf(row, 'tag') ?? '', purchasedOn }, ['held_since']);
  }
  const instant = (day: string | null) => (day === null ? null : (named.starts.get(day) ?? null));
  const first = instant(purchasedOn ?? heldSince);
  const last = instant(heldSince ?? purchasedOn);
  const isApart = first !== null && last !== null && first < last;
  const before = isApart ? first : null;
  return { siteSince: isHeld ? before : last, custodianSince: last };
}

function costOf(row: ImportRow) {
  const amount = cellOf(row, 'cost_amount');
  const currency = cellOf(row, 'cost_currency');
  if (amount === null && currency === null) return null;
  if (amount === null || currency === null) {
    throw errors.COST_INCOMPLETE({}, [amount === null ? 'cost_amount' : 'cost_currency']);
  }
  return amountOf({ amount, currency }, ['cost_amount']);
}
