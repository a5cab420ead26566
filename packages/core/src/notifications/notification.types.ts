import { NOBODY } from '../identity/authenticate.js';
import { expose, type Exposed } from '../model/expose.js';
import { Field, ID, InputType, Int, ObjectType } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';
import {
  Notification,
  NotificationDelivery,
  NotificationPreference,
  NotificationTemplate,
} from './notification.entity.js';

export const NotificationType: Exposed = expose(Notification, {
  prefix: 'ntf',
  filter: ['user', 'kind', 'readAt'],
  order: ['readAt', 'kind'],
  // `notifications` is the caller's own list, whatever else the caller may read.
  root: false,
  // What somebody is told is for them alone, in the trail too.
  isConfidential: true,
  conditions: { own: ({ userId = NOBODY }) => ({ user: { id: { eq: userId } } }) },
});

export const NotificationPreferenceType: Exposed = expose(NotificationPreference, {
  prefix: 'npr',
  filter: ['user', 'topic'],
  order: ['topic'],
  conditions: { own: ({ userId = NOBODY }) => ({ user: { id: { eq: userId } } }) },
});

export const NotificationTemplateType: Exposed = expose(NotificationTemplate, {
  prefix: 'ntt',
  filter: ['kind', 'locale'],
  order: ['kind', 'locale'],
});

@ObjectType('NotificationKind', { description: 'Something that people are told.' })
export class NotificationKindInfo {
  @Field({ description: 'Its key, such as assets.warranty.ending.' })
  key!: string;
  @Field({ description: 'When people are told.' })
  description!: string;
  @Field({ description: 'Group for preferences.' })
  category!: string;
  @Field(() => NotificationDelivery as never, {
    description: 'How people are told who chose nothing.',
  })
  delivery!: NotificationDelivery;
}

@InputType({ description: 'A notification that was read.' })
export class NotificationReadInput {
  @Field(() => ID, { description: 'The notification; an own one.' })
  id!: string;
}

@InputType({ description: 'How the caller wants to be told.' })
export class NotificationPreferenceSetInput {
  @Field(() => String, {
    nullable: true,
    description: 'A kind or a category; without it everything else.',
  })
  topic?: string | null;
  @Field(() => NotificationDelivery as never, { description: 'How.' })
  delivery!: NotificationDelivery;
  @Field(() => Int, {
    nullable: true,
    description: 'Hour of digests, 0 to 23, in the time zone of the organization; without a topic.',
  })
  digestHour?: number | null;
}

@InputType({ description: 'Words of the organization for a kind of notification.' })
export class NotificationTemplateSetInput {
  @Field({ description: 'The kind.' })
  kind!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Language tag; default that of the organization.',
  })
  locale?: string | null;
  @Field({ description: 'Liquid template of the title; it becomes one line.' })
  title!: string;
  @Field({ description: 'Liquid template of the text, plain text.' })
  body!: string;
}

@InputType({ description: 'The words to take back.' })
export class NotificationTemplateDeleteInput {
  @Field(() => ID, { description: 'The template.' })
  id!: string;
}

export const NotificationReadPayload = payloadOf('NotificationReadPayload', {
  notification: NotificationType,
});
export const NotificationReadAllPayload = payloadOf(
  'NotificationReadAllPayload',
  {},
  { count: { type: () => Int, description: 'How many were unread.' } },
);
export const NotificationPreferenceSetPayload = payloadOf('NotificationPreferenceSetPayload', {
  notificationPreference: NotificationPreferenceType,
});
export const NotificationTemplateSetPayload = payloadOf('NotificationTemplateSetPayload', {
  notificationTemplate: NotificationTemplateType,
});
export const NotificationTemplateDeletePayload = payloadOf(
  'NotificationTemplateDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'The template that is gone; null when refused.' } },
);
