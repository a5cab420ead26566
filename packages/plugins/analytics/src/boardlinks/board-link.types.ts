import {
  DateTimeScalar,
  type Exposed,
  expose,
  Field,
  InputType,
  inputOf,
  many,
  ObjectType,
  payloadOf,
  type Principal,
  type Where,
} from '@bureau/core';
import { ChartKind } from '../dashboards/card.types.js';
import { BoardLink, BoardView } from './board-link.entity.js';

/** Leaves its holders the links of everybody. */
const BOARD_MANAGE = 'analytics.board.manage';

const NOTHING: Where = { or: [] };

function made({ userId }: Principal): Where {
  return userId === undefined ? NOTHING : { createdBy: { id: { eq: userId } } };
}

function visible(principal: Principal): Where | undefined {
  return principal.permissions.has(BOARD_MANAGE) ? undefined : made(principal);
}

export const BoardLinkType: Exposed = expose(BoardLink, {
  prefix: 'blk',
  filter: ['dashboard', 'recipient', 'expiresAt', 'revokedAt', 'createdBy', 'createdAt'],
  order: ['createdAt', 'expiresAt'],
  relations: { log: many(() => BoardViewType, 'link', 'Who opened it, and who tried to.') },
  conditions: { own: made },
  always: visible,
});

export const BoardViewType: Exposed = expose(BoardView, {
  prefix: 'bvw',
  filter: ['link', 'kind', 'createdAt'],
  order: ['createdAt'],
  conditions: { own: (principal) => ({ link: made(principal) }) },
  always: (principal) => {
    const where = visible(principal);
    return where && { link: where };
  },
});

@InputType({ description: 'A dashboard for somebody outside: `dashboardId` or `dashboardKey`.' })
export class BoardLinkCreateInput extends inputOf(
  BoardLink,
  ['dashboard', 'dashboardKey', 'recipient', 'expiresAt'],
  { optional: ['dashboard', 'dashboardKey'] },
) {}

@InputType({ description: 'A link, and the version of the record that you saw.' })
export class BoardLinkRevokeInput extends inputOf(BoardLink, [], { id: 'linkId' }) {}

@InputType({ description: 'The token of a link.' })
export class BoardLinkOpenInput {
  @Field({ description: 'What boardLinkCreate returned.' })
  token!: string;
}

@ObjectType('BoardCard', { description: 'A card of a dashboard that was opened by a link.' })
export class BoardCard {
  @Field(() => String, { description: 'Its name in the dashboard.' })
  key!: string;
  @Field(() => String, { description: 'What stands above it.' })
  title!: string;
  @Field(() => ChartKind, { description: 'How its figures are shown.' })
  kind!: ChartKind;
  @Field(() => String, {
    nullable: true,
    description: 'The card as a picture (SVG); null: its maker may not see it.',
  })
  svg!: string | null;
  @Field(() => [String], { description: 'Titles of the columns.' })
  head!: string[];
  @Field(() => [[String]], { description: 'The figures as people write them.' })
  rows!: string[][];
}

export const BoardLinkCreatePayload = payloadOf(
  'BoardLinkCreatePayload',
  { boardLink: BoardLinkType },
  { token: { type: () => String, description: 'For the recipient; shown this once.' } },
);
export const BoardLinkRevokePayload = payloadOf('BoardLinkRevokePayload', {
  boardLink: BoardLinkType,
});
export const BoardLinkOpenPayload = payloadOf(
  'BoardLinkOpenPayload',
  {},
  {
    title: { type: () => String, description: 'What the dashboard is called.' },
    dataAsOf: { type: () => DateTimeScalar, description: 'Instant of which the figures are.' },
    expiresAt: { type: () => DateTimeScalar, description: 'When the link ends.' },
    cards: { type: () => [BoardCard] as never, description: 'Its cards, in their order.' },
  },
);
