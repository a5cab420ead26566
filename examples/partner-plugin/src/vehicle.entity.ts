import { choice, defineEntity, enumOf, File, money, p, record, type EnumValue } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';

import { errors } from './errors.js';

export const FleetVehicleState = enumOf('FleetVehicleState', 'Where a vehicle is in its life.', {
  POOL: 'Ours, and nobody drives it for good.',
  HANDED_OVER: 'Somebody drives it.',
  SOLD: 'No longer ours. Final.',
});
export type FleetVehicleState = EnumValue<typeof FleetVehicleState>;

/** A vehicle of the organization. */
export const FleetVehicleSchema = defineEntity({
  name: 'FleetVehicle',
  schema: 'fleet',
  tableName: 'vehicle',
  comment: 'A vehicle of the organization.',
  properties: {
    ...record({ attributes: true }),
    number: p.string().length(40).nullable().unique().comment('Inventory number; null: older'),
    plate: p.string().length(16).unique().comment('Number plate, unique in the organization'),
    modelName: p.string().length(80).comment('Make and model as people say it'),
    state: choice(FleetVehicleState).default('POOL').comment('Where it is in its life'),
    price: money().nullable().comment('What it cost'),
    holder: () => p.manyToOne(Employee).nullable().comment('Who drives it'),
    handedOverOn: p.date().nullable().comment('Day on which the holder got it'),
    inspectionDueOn: p.date().nullable().comment('Last day on which it may be inspected'),
    isInspectionAnnounced: p.boolean().default(false).hidden().comment('Whether that was told'),
    registration: () => p.manyToOne(File).nullable().comment('Its registration paper'),
  },
});

export class FleetVehicle extends FleetVehicleSchema.class {
  /** Gives it to an employee from a day on. */
  handOver(holder: Employee, day: string): void {
    this.assertOurs();
    const { plate } = this;
    if (this.holder?.id === holder.id) {
      throw errors.HELD_ALREADY({ plate, name: holder.displayName }, ['input', 'holderId']);
    }
    this.state = 'HANDED_OVER';
    this.holder = holder;
    this.handedOverOn = day;
  }

  /** Puts it back into the pool. */
  takeBack(): void {
    this.assertOurs();
    this.leaveHolder('POOL');
  }

  sell(): void {
    this.assertOurs();
    this.leaveHolder('SOLD');
  }

  /** From now on it is due for inspection on that day; null: it needs none. */
  inspectBy(day: string | null): void {
    this.inspectionDueOn = day;
    this.isInspectionAnnounced = false;
  }

  assertOurs(): void {
    if (this.state === 'SOLD') {
      throw errors.SOLD_ALREADY({ plate: this.plate }, ['input', 'vehicleId']);
    }
  }

  private leaveHolder(state: FleetVehicleState): void {
    this.state = state;
    this.holder = null;
    this.handedOverOn = null;
  }
}
FleetVehicleSchema.setClass(FleetVehicle);
