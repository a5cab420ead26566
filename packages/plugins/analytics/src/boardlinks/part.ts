import {
  ANYONE,
  type DefaultRole,
  permissionsOf,
  type PluginPart,
  publicDocument,
  type RuleTree,
} from '@bureau/core';
import { BoardLink, BoardView } from './board-link.entity.js';
import { BoardLinkResolver } from './board-link.resolver.js';
import { BoardLinkType, BoardViewType } from './board-link.types.js';
import { boardErrors } from './errors.js';

const SHARE = 'analytics.board.share';

const rules: RuleTree = {
  BoardLink: { '*': SHARE },
  BoardView: { '*': SHARE },
  BoardCard: { '*': ANYONE },
  Mutation: { boardLinkCreate: SHARE, boardLinkRevoke: SHARE, boardLinkOpen: ANYONE },
};

const roles: DefaultRole[] = [
  {
    key: 'analyst',
    name: 'Analyst',
    description: 'Asks for figures of people, devices and books; no pay.',
    permissions: [SHARE],
  },
];

/** Dashboards for people outside. */
export const boardLinksPart: PluginPart = {
  entities: [BoardLink, BoardView],
  types: [BoardLinkType, BoardViewType],
  resolvers: [BoardLinkResolver],
  permissions: permissionsOf('analytics', {
    'board.share': 'Show dashboards to people outside, with what one may see, and take links back.',
    'board.manage': 'See and take back the links of everybody.',
  }),
  rules,
  roles,
  errors: boardErrors.table,
  documents: [
    publicDocument(
      'BoardLinkOpen',
      `
mutation BoardLinkOpen($input: BoardLinkOpenInput!) {
  boardLinkOpen(input: $input) {
    title dataAsOf expiresAt
    cards { key title kind svg head rows }
    userErrors { code message path }
  }
}`,
    ),
  ],
};
