import { Arg, ID, Query, Resolver } from '../model/graphql.js';
import { NodeType } from '../model/shared-types.js';

/** The Relay look-ups; the planner answers them (read/resolvers.ts). */
@Resolver()
export class NodeResolver {
  @Query(() => NodeType, {
    nullable: true,
    description: 'The record behind a global id; null when there is none that you may see.',
  })
  node(@Arg('id', () => ID, { description: 'Global id.' }) _id: string): undefined {
    return undefined;
  }

  @Query(() => [NodeType], {
    nullable: 'items',
    description: 'The records behind global ids, aligned by index; at most 100.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'Global ids, at most 100.' }) _ids: string[],
  ): undefined {
    return undefined;
  }
}
