import { defineEntity, p } from '@mikro-orm/core';
import { Mail } from '../mail/mail.entity.js';
import { choice, enumOf, type EnumValue } from '../model/enums.js';
import { record } from '../model/record.js';
import { User } from '../schema/user.entity.js';

/** How somebody is told. */
export const NotificationDelivery = enumOf('NotificationDelivery', 'How somebody is told.', {
  NONE: 'Not at all.',
  IN_APP: 'Among the own notifications only.',
  IMMEDIATE: 'There, and by a mail at once.',
  DAILY: 'There, and what is unread in one mail a day.',
  WEEKLY: 'There, and what is unread in one mail on Monday.',
});
export type NotificationDelivery = EnumValue<typeof NotificationDelivery>;

/** Something that one user is told. */
export const NotificationSchema = defineEntity({
  name: 'Notification',
  schema: 'core',
  tableName: 'notification',
  comment: 'Something that a user is told.',
  properties: {
    ...record(),
    user: () => p.manyToOne(User).comment('Who is told'),
    kind: p.string().length(120).comment('What it is about, such as assets.warranty.ending'),
    title: p.string().length(200).comment('In one line'),
    body: p.string().length(4000).comment('In full, plain text'),
    recordType: p.string().length(80).nullable().comment('Type of the record it is about'),
    recordId: p.uuid().nullable().hidden().comment('The record that it is about'),
    readAt: p.datetime(6).nullable().comment('When it was read'),
    delivery: choice(NotificationDelivery).comment('How it was to be delivered'),
    mail: () => p.manyToOne(Mail).nullable().hidden().comment('The mail that it went out with'),
    uniqueKey: p.string().length(200).nullable().hidden().comment('One of a kind for one thing'),
  },
});

export class Notification extends NotificationSchema.class {}
NotificationSchema.setClass(Notification);

/** How a user wants to be told about a kind, a category, or everything else (`*`). */
export const NotificationPreferenceSchema = defineEntity({
  name: 'NotificationPreference',
  schema: 'core',
  tableName: 'notification_preference',
  comment: 'How a user wants to be told about one topic.',
  properties: {
    ...record(),
    user: () => p.manyToOne(User).comment('Whose wish it is'),
    topic: p.string().length(120).comment('A kind, a category, or * for everything else'),
    delivery: choice(NotificationDelivery).comment('How'),
    digestHour: p
      .integer()
      .default(7)
      .comment('Hour of digests in the time zone of the organization; of the topic * only'),
  },
});

export class NotificationPreference extends NotificationPreferenceSchema.class {}
NotificationPreferenceSchema.setClass(NotificationPreference);

/** Words of an organization for a kind, instead of the plugin's. */
export const NotificationTemplateSchema = defineEntity({
  name: 'NotificationTemplate',
  schema: 'core',
  tableName: 'notification_template',
  comment: 'Words of an organization for a kind of notification.',
  properties: {
    ...record(),
    kind: p.string().length(120).comment('The kind'),
    locale: p.string().length(35).comment('Language tag of these words'),
    title: p.string().length(500).comment('Liquid template of the title'),
    body: p.string().length(10000).comment('Liquid template of the text'),
  },
});

export class NotificationTemplate extends NotificationTemplateSchema.class {}
NotificationTemplateSchema.setClass(NotificationTemplate);
