import { enumOf, type EnumValue } from '../model/enums.js';
import { Field, ID, Int, ObjectType } from '../model/graphql.js';
import { OrganizationType } from './company.types.js';
import { UserType } from './people.types.js';

@ObjectType('ViewerPermission', { description: 'A permission of the caller.' })
export class ViewerPermission {
  @Field(() => String, { description: 'plugin.resource.verb.' })
  permission!: string;
  @Field(() => [String], {
    nullable: true,
    description: 'Row conditions of which one must hold; null: every row.',
  })
  conditions?: readonly string[] | null;
}

@ObjectType('Viewer', { description: 'Who is calling, where, and with which rights.' })
export class Viewer {
  @Field(() => UserType.object, { nullable: true, description: 'The user whose rights count.' })
  user?: object | null;
  @Field(() => OrganizationType.object, {
    nullable: true,
    description: 'The organization of the credential.',
  })
  organization?: object | null;
  @Field(() => Boolean, {
    description:
      'A second factor is required and the session was opened without: it can set one up only.',
  })
  isSecondFactorMissing!: boolean;
  @Field(() => [ViewerPermission], { description: 'All permissions of this request, by name.' })
  permissions!: ViewerPermission[];
}

/** Whether a plugin serves. */
export const PluginState = enumOf('PluginState', 'Whether a plugin serves.', {
  ACTIVE: 'It serves.',
  FAILED: 'It failed to start; its fields answer PLUGIN_UNAVAILABLE.',
});
export type PluginState = EnumValue<typeof PluginState>;

@ObjectType('PluginInfo', { description: 'A plugin of this deployment.' })
export class PluginInfo {
  @Field(() => ID, { description: 'Its id, which is also the name of its database schema.' })
  id!: string;
  @Field(() => String, { description: 'Semantic version.' })
  version!: string;
  @Field(() => String, { description: 'What it is for.' })
  description!: string;
  @Field(() => Int, { description: 'How many record types it brings.' })
  typeCount!: number;
  @Field(() => PluginState, { description: 'Whether it serves.' })
  state!: PluginState;
}
