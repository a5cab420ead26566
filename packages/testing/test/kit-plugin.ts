import {
  Arg,
  Context,
  choice,
  defineEntity,
  defineEvent,
  definePlugin,
  enumOf,
  errorsOf,
  expose,
  Field,
  InputType,
  inputOf,
  Mutation,
  p,
  payloadOf,
  permissionsOf,
  record,
  Resolver,
  z,
  type Ctx,
  type EnumValue,
} from '@bureau/core';
import { kitInit } from './migrations/0001-init.js';

const KitColor = enumOf('KitColor', 'Color of a box.', { RED: 'As a rose.', BLUE: 'As the sky.' });
type KitColor = EnumValue<typeof KitColor>;

const BoxSchema = defineEntity({
  name: 'KitBox',
  schema: 'kit',
  tableName: 'box',
  comment: 'A box with a label.',
  properties: {
    ...record(),
    label: p.string().length(40).unique().comment('What stands on it'),
    color: choice(KitColor).default('RED').comment('Color of the outside'),
    note: p.string().length(200).nullable().comment('What only some may read'),
  },
});
export class KitBox extends BoxSchema.class {}
BoxSchema.setClass(KitBox);

export const KitBoxType = expose(KitBox, {
  prefix: 'kbx',
  filter: ['label', 'color'],
  order: ['label'],
  by: ['label'],
  conditions: { red: () => ({ color: { eq: 'RED' } }) },
});

@InputType({ description: 'A new box.' })
class KitBoxCreateInput extends inputOf(KitBox, ['label', 'color', 'note'], {
  optional: ['color'],
}) {
  @Field(() => Boolean, { nullable: true, description: 'Makes the mutation fail on purpose.' })
  fail?: boolean | null;
}

const KitBoxCreatePayload = payloadOf('KitBoxCreatePayload', { kitBox: KitBoxType });

export const kitErrors = errorsOf('kit', { NO_LABEL: 'A box needs a label.' });

export const kitBoxCreated = defineEvent({
  name: 'kit.box.created',
  version: 1,
  description: 'A box was made.',
  payload: z.object({ boxId: z.string(), label: z.string() }),
});

@Resolver()
class KitBoxResolver {
  @Mutation(() => KitBoxCreatePayload, { description: 'Makes a box.' })
  kitBoxCreate(@Context() ctx: Ctx, @Arg('input') input: KitBoxCreateInput) {
    if (input.fail) throw new Error('broken on purpose');
    if (input.label === '') throw kitErrors.NO_LABEL({}, ['input', 'label']);
    const color: KitColor = input.color ?? 'RED';
    const kitBox = ctx.em.create(KitBox, { label: input.label, color, note: input.note ?? null });
    ctx.emit(kitBoxCreated, { boxId: kitBox.id, label: kitBox.label });
    return { kitBox };
  }
}

/** The smallest whole plugin: one record type, one mutation, one permission of a field. */
export const kitPlugin = definePlugin({
  id: 'kit',
  version: '0.1.0',
  api: '^1.0',
  description: 'Boxes, for tests of the testing kit.',
  settings: z.object({ size: z.number().default(3) }),
  entities: [KitBox],
  types: [KitBoxType],
  migrations: [kitInit],
  resolvers: [KitBoxResolver],
  permissions: permissionsOf('kit', {
    'box.read': 'Read boxes.',
    'box.write': 'Make boxes.',
    'note.read': 'Read notes of boxes.',
  }),
  rules: {
    KitBox: { '*': 'kit.box.read', note: 'kit.note.read' },
    Mutation: { kitBoxCreate: 'kit.box.write' },
  },
  roles: [
    { key: 'viewer', name: 'Viewer', description: 'Reads.', permissions: ['kit.box.read'] },
    {
      key: 'packer',
      name: 'Packer',
      description: 'Makes boxes and sees the red ones.',
      permissions: ['kit.box.write', { permission: 'kit.box.read', when: ['red'] }],
    },
  ],
  errors: kitErrors.table,
  events: [kitBoxCreated],
});
