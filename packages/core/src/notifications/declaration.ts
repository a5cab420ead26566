import type { z } from 'zod';
import type { Composition } from '../plugin/composition.js';
import type { PluginDefinition } from '../plugin/definition.js';
import type { NotificationDelivery } from './notification.entity.js';
import { type NotificationWords, wordsFault } from './template.js';

/** Something that a plugin tells people. */
export interface NotificationKind<T extends object = object> {
  /** `plugin.resource.what`: `assets.warranty.ending`. */
  key: string;
  /** One sentence for those who choose how they want to be told. */
  description: string;
  /** Group for preferences: `assets`, `approvals`. */
  category: string;
  /** How people are told who chose nothing. */
  delivery: NotificationDelivery;
  /**
   * Belongs to something that its recipient does (an invitation): it carries no address to
   * unsubscribe at. Default false.
   */
  isTransactional?: boolean;
  /** What the templates may name; no secrets and no pay: it goes out by mail. */
  data: z.ZodType<T>;
  /** Templates are tried with it: those of the plugin at boot, others when they are set. */
  sample: T;
  /**
   * Liquid templates by language tag; `en` must be there. They see the data by its keys, and
   * `recipient.name` and `organization.name`.
   */
  words: Readonly<Record<string, NotificationWords>> & { readonly en: NotificationWords };
}

/** Declares a kind of notification; list it in `notifications`, send it with `ctx.notify`. */
export function notificationKind<T extends object>(kind: NotificationKind<T>): NotificationKind<T> {
  return kind;
}

/** Whom a notification is for: users who are active here, each once. */
export interface Audience {
  /** Memberships, by uuid. */
  users?: readonly string[];
  /** People, by uuid: their memberships. */
  people?: readonly string[];
  /** Whoever holds one of these roles, by key. */
  roles?: readonly string[];
}

/** One notification, for as many people as the audience has. */
export interface Notice<T> {
  to: Audience;
  data: T;
  /** The record that it is about: its type and uuid. */
  record?: { type: string; id: string };
  /** Whoever got one of this kind with this key gets no second one. 200 characters at most. */
  uniqueKey?: string;
}

/** What the templates see when a kind is tried out. */
export function sampleScope({ sample }: NotificationKind): object {
  return { ...sample, ...surroundings('Ada Example', 'Example') };
}

/** What every template sees beside the data of its kind. */
export function surroundings(recipient: string, organization: string): object {
  return { recipient: { name: recipient }, organization: { name: organization } };
}

const known = new WeakMap<Composition, ReadonlyMap<string, NotificationKind>>();

/** What the plugins of this platform tell people, by key. */
export function declaredNotifications(
  composition: Composition,
): ReadonlyMap<string, NotificationKind> {
  const found = known.get(composition) ?? new Map(kindsOf(composition).map((it) => [it.key, it]));
  known.set(composition, found);
  return found;
}

function kindsOf({ plugins }: Composition): NotificationKind[] {
  return plugins.flatMap(({ definition }) => [...(definition.notifications ?? [])]);
}

/** What is wrong with the declarations of these plugins, in sentences for the boot. */
export function notificationFaults(definitions: readonly PluginDefinition[]): string[] {
  const taken = new Map<string, string>();
  return definitions.flatMap(({ id, notifications = [] }) =>
    notifications.flatMap((kind) => {
      const where = `Notification "${kind.key}" of plugin "${id}"`;
      const owner = taken.get(kind.key);
      taken.set(kind.key, id);
      return [
        ...(owner === undefined ? [] : [`${where} is declared by "${owner}" already.`]),
        ...(kind.key.startsWith(`${id}.`) ? [] : [`${where}: its key must begin with "${id}.".`]),
        ...(kind.category.includes('.') ? [`${where}: a category has no dot in it.`] : []),
        ...wordsFaults(where, kind),
      ];
    }),
  );
}

function wordsFaults(where: string, kind: NotificationKind): string[] {
  if (!kind.data.safeParse(kind.sample).success) return [`${where}: its sample does not fit.`];
  return Object.entries(kind.words).flatMap(([locale, words]) => {
    const fault = wordsFault(words, sampleScope(kind));
    return fault === undefined ? [] : [`${where}: its words in "${locale}": ${fault}.`];
  });
}
