import { Field, ID, inputOf, InputType, Int, patchOf, payloadOf } from '@bureau/core';
import { Component, Consumable } from './item.entity.js';
import { ComponentType, ConsumableType, EquipmentMoveType } from './stock.types.js';

const FACTS = ['code', 'name', 'category'] as const;

@InputType({ description: 'A new component.' })
export class ComponentCreateInput extends inputOf(Component, FACTS) {}

@InputType({ description: 'Changes of a component; what is left out stays.' })
export class ComponentUpdateInput extends patchOf(Component, FACTS, { id: 'id' }) {}

@InputType({ description: 'A new consumable.' })
export class ConsumableCreateInput extends inputOf(Consumable, FACTS) {}

@InputType({ description: 'Changes of a consumable; what is left out stays.' })
export class ConsumableUpdateInput extends patchOf(Consumable, FACTS, { id: 'id' }) {}

@InputType({ description: 'Where something is moved, and how many.' })
class EquipmentMoveInput {
  @Field(() => ID, { description: 'The site.' })
  siteId!: string;
  @Field(() => Int, { description: 'How many.' })
  quantity!: number;
  @Field(() => String, { nullable: true, description: 'What else is known.' })
  note?: string | null;
}

@InputType({ description: 'What came in or was counted: give exactly one of the two.' })
export class EquipmentQuantityInput extends EquipmentMoveInput {
  @Field(() => ID, { nullable: true, description: 'The component.' })
  componentId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The consumable.' })
  consumableId?: string | null;
}

@InputType({ description: 'A component and the device that it is built into or taken out of.' })
export class ComponentMoveInput extends EquipmentMoveInput {
  @Field(() => ID, { description: 'The component.' })
  componentId!: string;
  @Field(() => ID, { description: 'The device.' })
  assetId!: string;
}

@InputType({ description: 'A consumable and who gets it.' })
export class ConsumableIssueInput extends EquipmentMoveInput {
  @Field(() => ID, { description: 'The consumable.' })
  consumableId!: string;
  @Field(() => ID, { description: 'The employee.' })
  employeeId!: string;
}

const movePayload = (name: string) => payloadOf(name, { equipmentMove: EquipmentMoveType });

export const ComponentCreatePayload = payloadOf('ComponentCreatePayload', {
  component: ComponentType,
});
export const ComponentUpdatePayload = payloadOf('ComponentUpdatePayload', {
  component: ComponentType,
});
export const ConsumableCreatePayload = payloadOf('ConsumableCreatePayload', {
  consumable: ConsumableType,
});
export const ConsumableUpdatePayload = payloadOf('ConsumableUpdatePayload', {
  consumable: ConsumableType,
});
export const EquipmentReceivePayload = movePayload('EquipmentReceivePayload');
export const EquipmentCountPayload = movePayload('EquipmentCountPayload');
export const ComponentInstallPayload = movePayload('ComponentInstallPayload');
export const ComponentRemovePayload = movePayload('ComponentRemovePayload');
export const ConsumableIssuePayload = movePayload('ConsumableIssuePayload');
