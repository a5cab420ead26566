import type { Ctx } from '../context/ctx.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import { errors } from '../schema/errors.js';
import { checked, valuesOf } from '../schema/input-values.js';
import { checkedFieldKey, CustomField } from './custom-field.entity.js';
import {
  CustomFieldArchivePayload,
  CustomFieldCreateInput,
  CustomFieldCreatePayload,
  CustomFieldRestorePayload,
  CustomFieldStepInput,
  CustomFieldUpdateInput,
  CustomFieldUpdatePayload,
} from './custom-field.types.js';
import { fieldErrors } from './errors.js';
import type { FieldDefinition, StoredValue } from './field-type.js';
import { moveOptions } from './option-moves.js';
import { fieldHome, targetOf } from './record-types.js';
import { isFault, readValue } from './values.js';
import { platformOf } from '../schema/platform.js';

const MAX_FIELDS = 250;

/** The fields that an organization adds to record types. */
@Resolver()
export class CustomFieldResolver {
  @Mutation(() => CustomFieldCreatePayload, {
    description: 'Adds a custom field to a record type; it is there with the next request.',
  })
  async customFieldCreate(@Context() ctx: Ctx, @Arg('input') input: CustomFieldCreateInput) {
    const home = fieldHome(ctx, input.recordType);
    const key = checkedFieldKey(input.key);
    await demandRoom(ctx, home.name, key);
    const customField = ctx.em.create(CustomField, {
      recordType: home.name,
      key,
      type: input.type,
      target: targetOf(ctx, input.type, input.target),
      label: checked('label', input.label),
      description: input.description?.trim() || null,
      isRequired: input.isRequired ?? false,
      isFilterable: input.isFilterable ?? true,
      permission: knownPermission(ctx, input.permission),
      position: input.position ?? 0,
    });
    customField.setOptions(input.options ?? []);
    customField.defaultValue = defaultOf(customField, input.defaultValue);
    return { customField };
  }

  @Mutation(() => CustomFieldUpdatePayload, {
    description: 'Changes a custom field. Its options may only go when they are unused or moved.',
  })
  async customFieldUpdate(@Context() ctx: Ctx, @Arg('input') input: CustomFieldUpdateInput) {
    const customField = await ctx.find(CustomField, input.id, { ...found(input), lock: true });
    customField.assertInUse();
    const before = customField.options;
    const required = ['label', 'isRequired', 'isFilterable', 'position'] as const;
    ctx.em.assign(customField, valuesOf(input, { required, nullable: ['description'] }));
    if (input.permission !== undefined) {
      customField.permission = knownPermission(ctx, input.permission);
    }
    if (input.options) {
      customField.setOptions(input.options);
      await moveOptions(ctx, { customField, before, moves: input.optionMoves ?? [] });
    }
    if (input.defaultValue !== undefined || input.options) {
      const value =
        input.defaultValue === undefined ? customField.defaultValue : input.defaultValue;
      customField.defaultValue = defaultOf(customField, value);
    }
    return { customField };
  }

  @Mutation(() => CustomFieldArchivePayload, {
    description: 'Puts a custom field away: it is absent everywhere, its values are kept.',
  })
  async customFieldArchive(@Context() ctx: Ctx, @Arg('input') input: CustomFieldStepInput) {
    const customField = await ctx.find(CustomField, input.id, found(input));
    customField.archive(ctx.now);
    return { customField };
  }

  @Mutation(() => CustomFieldRestorePayload, {
    description: 'Takes an archived custom field back, with the values that records had.',
  })
  async customFieldRestore(@Context() ctx: Ctx, @Arg('input') input: CustomFieldStepInput) {
    const customField = await ctx.find(CustomField, input.id, found(input));
    customField.restore();
    return { customField };
  }
}

function found(input: { expectedVersion?: number | null }) {
  return { expectedVersion: input.expectedVersion, path: ['input', 'id'] };
}

/** The unique key of the database has the last word; here the words are better. */
async function demandRoom(ctx: Ctx, type: string, key: string): Promise<void> {
  const [row] = await ctx.sql<{ count: string; taken: string }>(
    `select count(*) as count, count(*) filter (where key = $2) as taken
     from core.custom_field where record_type = $1`,
    [type, key],
  );
  if (Number(row?.taken) > 0) throw fieldErrors.FIELD_KEY_TAKEN({ type, key }, ['input', 'key']);
  if (Number(row?.count) >= MAX_FIELDS) throw fieldErrors.FIELD_LIMIT({ type, max: MAX_FIELDS });
}

function knownPermission(ctx: Ctx, permission: string | null | undefined): string | null {
  if (permission == null) return null;
  const { permissions } = platformOf(ctx);
  if (permissions.has(permission)) return permission;
  throw errors.PERMISSION_UNKNOWN({ permission }, ['input', 'permission']);
}

/** A default stands for many records, so it never is a single one. */
function defaultOf(customField: CustomField, value: unknown): StoredValue | null {
  if (value === null || value === undefined) return null;
  const path = ['input', 'defaultValue'];
  const { key } = customField;
  const field = customField as unknown as FieldDefinition;
  const stored = readValue(field, value, { decode: () => undefined });
  if (!isFault(stored)) return stored;
  throw fieldErrors.ATTRIBUTE_INVALID({ key, expected: stored.expected }, path);
}
