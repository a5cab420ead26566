import { choice, defineEntity, File, money, p, record, Site } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { AssetModel } from './asset-model.entity.js';
import { AssetState, stateAfter, type StepName } from './asset-state.js';
import { Disposal } from './disposal.entity.js';
import { errors } from './errors.js';
import { hostErrors } from './hosts/errors.js';
import { StatusLabel } from './status/status-label.entity.js';

/** A single thing that the organization owns and somebody answers for. */
export const AssetSchema = defineEntity({
  name: 'Asset',
  schema: 'assets',
  tableName: 'asset',
  comment: 'A single thing that the organization owns and somebody answers for.',
  checks: [
    { name: 'asset_tag_filled_check', expression: "btrim(tag) <> ''" },
    { name: 'asset_cost_floor_check', expression: 'cost_amount >= 0' },
    { name: 'asset_custodian_check', expression: 'holder_id is null or site_id is null' },
    {
      name: 'asset_disposal_check',
      expression: "(state = 'DISPOSED') = (disposal_id is not null)",
    },
    { name: 'asset_host_check', expression: "host_id is null or state = 'IN_USE'" },
  ],
  properties: {
    ...record({ attributes: true }),
    tag: p.string().length(40).comment('Inventory tag, unique in the organization'),
    serialNumber: p.string().length(120).nullable().comment('Serial number of the manufacturer'),
    model: () => p.manyToOne(AssetModel).comment('What product it is'),
    state: choice(AssetState).default('ORDERED').comment('Where it is in its life'),
    holder: () => p.manyToOne(Employee).nullable().comment('Custodian, when it is an employee'),
    site: () => p.manyToOne(Site).nullable().comment('Custodian, when it is a site'),
    cost: money().nullable().comment('What it was bought for'),
    purchasedOn: p.date().nullable().comment('Day of the purchase'),
    warrantyEndsOn: p.date().nullable().comment('Last day of the warranty'),
    warrantyNoticeFor: p
      .date()
      .nullable()
      .hidden()
      .comment('The end of the warranty that was told of; null: none'),
    leaseEndsOn: p.date().nullable().comment('Last day of its lease; null: it is not leased'),
    leaseNoticeFor: p
      .date()
      .nullable()
      .hidden()
      .comment('The end of the lease that was told of; null: none'),
    note: p.string().length(1000).nullable().comment('Free text'),
    photo: () => p.manyToOne(File).nullable().comment('What it looks like'),
    disposal: () => p.manyToOne(Disposal).nullable().comment('How it left; null while it has not'),
    statusLabel: () =>
      p.manyToOne(StatusLabel).nullable().comment('Its status in words of the organization'),
    host: () => p.manyToOne(Asset).nullable().comment('The asset that it is part of, if any'),
  },
});

/** Who answers for an asset: an employee or a site. */
export type Custodian = { employee: Employee } | { site: Site };

/**
 * The state machine of an asset (STEPS in asset-state.ts). Each step sets state and custodian; the
 * period of custody is written beside it (custody.ts), and the database compares the two.
 */
export class Asset extends AssetSchema.class {
  /** It has arrived at a site. @throws ASSETS_NOT_ORDERED */
  receive(site: Site): void {
    this.step('receive');
    this.entrust({ site });
  }

  /** An employee takes it, or a site uses it. @throws ASSETS_NOT_AVAILABLE */
  checkOut(custodian: Custodian): void {
    this.step('checkOut');
    this.entrust(custodian);
  }

  /** It becomes part of another one, whose custodian it has from then on. */
  buildInto(host: Asset, custodian: Custodian): void {
    this.checkOut(custodian);
    this.host = host;
  }

  /** It goes with what it is part of; its state stays. */
  follow(host: Asset): void {
    this.holder = host.holder ?? null;
    this.site = host.site ?? null;
  }

  /**
   * It is in use already when it is entered; where it was before is not told.
   * @throws ASSETS_NOT_ORDERED
   */
  enterHeld(custodian: Custodian): void {
    this.step('receive');
    this.checkOut(custodian);
  }

  /**
   * The employee announces to give it back.
   * @throws ASSETS_NOT_IN_USE, ASSETS_PART_OF_HOST, ASSETS_NOT_HELD
   */
  requestReturn(): void {
    this.assertNoPart();
    const before = this.state;
    this.step('requestReturn');
    if (this.holder) return;
    this.state = before;
    throw hostErrors.NOT_HELD({ tag: this.tag }, ['input', 'assetId']);
  }

  /**
   * It is back at a site, and no part of anything any more.
   * @throws ASSETS_NOT_CHECKED_OUT, or ASSETS_RETURN_NOT_REQUESTED where returns are accepted in
   * two steps.
   */
  checkIn(site: Site, acceptanceRequired: boolean): void {
    if (acceptanceRequired && this.state === 'IN_USE' && this.holder && !this.host) {
      throw errors.RETURN_NOT_REQUESTED(this.refusalData(), ['input', 'assetId']);
    }
    this.step('checkIn');
    this.host = null;
    this.entrust({ site });
  }

  /**
   * From employee to employee, or from site to site; the state stays.
   * @throws ASSETS_NOT_TRANSFERABLE, ASSETS_TRANSFER_TARGET, ASSETS_SAME_CUSTODIAN,
   * ASSETS_PART_OF_HOST
   */
  transferTo(custodian: Custodian): void {
    const path = ['input', 'employee' in custodian ? 'employeeId' : 'siteId'];
    this.assertNoPart();
    const kind = TRANSFERABLE.has(this.state) && (this.holder ? 'employee' : 'site');
    if (!kind) throw errors.NOT_TRANSFERABLE(this.refusalData(), ['input', 'assetId']);
    if (!(kind in custodian)) throw errors.TRANSFER_TARGET(this.refusalData(), path);
    const next = 'employee' in custodian ? custodian.employee : custodian.site;
    if ((this.holder ?? this.site)?.id === next.id) {
      throw errors.SAME_CUSTODIAN(this.refusalData(), path);
    }
    this.entrust(custodian);
  }

  /** @throws ASSETS_NOT_AVAILABLE */
  startRepair(): void {
    this.step('startRepair');
  }

  /** @throws ASSETS_NOT_IN_REPAIR */
  endRepair(): void {
    this.step('endRepair');
  }

  /** Missing or stolen; the custodian stays, who answers for it. @throws ASSETS_NOT_LOSABLE */
  reportLost(): void {
    this.step('reportLost');
    this.host = null;
  }

  /** Found again and brought to a site. @throws ASSETS_NOT_LOST */
  recover(site: Site): void {
    this.step('recover');
    this.entrust({ site });
  }

  /** The end: custody ends too. @throws ASSETS_NOT_DISPOSABLE */
  dispose(disposal: Disposal): void {
    this.step('dispose');
    this.holder = null;
    this.site = null;
    this.disposal = disposal;
  }

  /** @throws ASSETS_NOT_DISPOSABLE */
  assertDisposable(): void {
    stateAfter('dispose', this);
  }

  /** @throws ASSETS_ALREADY_DISPOSED */
  assertChangeable(): void {
    if (this.state !== 'DISPOSED') return;
    throw errors.ALREADY_DISPOSED(this.refusalData(), ['input', 'assetId']);
  }

  /** @throws ASSETS_PART_OF_HOST */
  private assertNoPart(): void {
    if (!this.host) return;
    throw hostErrors.PART_OF_HOST({ tag: this.tag }, ['input', 'assetId']);
  }

  private step(name: StepName): void {
    this.state = stateAfter(name, this);
  }

  private entrust(custodian: Custodian): void {
    this.holder = 'employee' in custodian ? custodian.employee : null;
    this.site = 'site' in custodian ? custodian.site : null;
  }

  private refusalData() {
    return { tag: this.tag, state: this.state };
  }
}
AssetSchema.setClass(Asset);

/** States in which an asset may go to another custodian of the same kind. */
const TRANSFERABLE: ReadonlySet<AssetState> = new Set(['AVAILABLE', 'IN_REPAIR', 'IN_USE']);
