import { actor, choice, defineEntity, enumOf, type EnumValue, p, record } from '@bureau/core';
import { Dashboard } from '../dashboards/dashboard.entity.js';

export const BoardLinkSchema = defineEntity({
  name: 'BoardLink',
  schema: 'analytics',
  tableName: 'board_link',
  comment: 'A token by which somebody outside reads a dashboard, with the rights of its maker.',
  properties: {
    ...record(),
    dashboard: () => p.manyToOne(Dashboard).nullable().comment('The dashboard'),
    dashboardKey: p
      .string()
      .length(80)
      .nullable()
      .comment('Or the dashboard of a plugin, by its key'),
    recipient: p.string().length(200).comment('Who gets it'),
    secretHash: p.blob().hidden().comment('SHA-256 of the secret part of the token'),
    expiresAt: p.datetime(6).comment('From then on it opens nothing'),
    revokedAt: p.datetime(6).nullable().comment('When it was taken back'),
    views: p.integer().default(0).comment('How often it was opened'),
    ...actor(),
  },
});

/** A token by which somebody outside reads a dashboard. */
export class BoardLink extends BoardLinkSchema.class {
  /** Whether it opens anything now. */
  isOpen(now: Date): boolean {
    return !this.revokedAt && this.expiresAt > now;
  }
}
BoardLinkSchema.setClass(BoardLink);

export const BoardViewKind = enumOf('BoardViewKind', 'What came of a try to open a link.', {
  OPENED: 'The dashboard was shown.',
  REFUSED: 'It showed nothing: ended, taken back, or its maker may not see it any more.',
});
export type BoardViewKind = EnumValue<typeof BoardViewKind>;

export const BoardViewSchema = defineEntity({
  name: 'BoardView',
  schema: 'analytics',
  tableName: 'board_view',
  comment: 'Somebody opened a link to a dashboard, or tried to: a log that only grows.',
  properties: {
    ...record(),
    link: () => p.manyToOne(BoardLink).comment('The link'),
    kind: choice(BoardViewKind).comment('What came of it'),
    address: p.string().length(60).nullable().comment('Network address of the caller'),
  },
});

/** Somebody opened a link to a dashboard, or tried to. */
export class BoardView extends BoardViewSchema.class {}
BoardViewSchema.setClass(BoardView);
