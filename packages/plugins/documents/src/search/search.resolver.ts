import {
  Arg,
  Context,
  type Ctx,
  Extensions,
  FieldResolver,
  Int,
  Query,
  Refusal,
  Resolver,
  Root,
  type Where,
} from '@bureau/core';
import { DocumentRecordType } from '../library/library.types.js';
import {
  type FacetRow,
  type FoundDocument,
  type PreparedSearch,
  prepareSearch,
  searchFacets,
  searchPage,
} from './document-search.js';
import { highlightsOf } from './highlights.js';
import {
  DocumentFacets,
  DocumentHighlight,
  DocumentHit,
  DocumentHitConnection,
  DocumentHitEdge,
} from './search.types.js';

/** What a search costs by itself; its hits cost what is selected of them. */
const COST = { cost: 20, items: 25 };
const LARGEST = 100;

interface Running {
  search: PreparedSearch;
  text: string;
  first: number;
  after: string | null | undefined;
  page?: Promise<{ found: FoundDocument[]; hasNextPage: boolean }>;
  counts?: Promise<FacetRow[]>;
}

/** Full-text search. */
@Resolver(() => DocumentHitConnection)
export class SearchResolver {
  @Extensions(COST)
  @Query(() => DocumentHitConnection, {
    description:
      'Documents by their text: words that must all be there, "a phrase", begin*, mispelt~, ' +
      'title:word, one OR another, -without. Without accents and case, and by the stems of each ' +
      "document's language. Only what you may see is found, counted and shown.",
  })
  async documentSearch(
    @Context() ctx: Ctx,
    @Arg('text', () => String, {
      defaultValue: '',
      description: 'What to find, at most 500 signs; empty: everything that meets the filter.',
    })
    text: string,
    @Arg('where', () => DocumentRecordType.filter, {
      nullable: true,
      description: 'Only documents that meet this; what was thrown away only if it asks for state.',
    })
    where: Where | null,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many hits, 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor of the last hit of the page before.',
    })
    after: string | null,
  ): Promise<Running> {
    if (first < 1 || first > LARGEST) {
      throw new Refusal('BAD_USER_INPUT', `A page holds 1 to ${LARGEST} records.`);
    }
    return { search: await prepareSearch(ctx, { text, where }), text, first, after };
  }

  @FieldResolver(() => [DocumentHitEdge])
  async edges(@Root() running: Running, @Context() ctx: Ctx): Promise<DocumentHitEdge[]> {
    const { found } = await pageOf(ctx, running);
    return found.map((one) => ({ cursor: one.cursor, node: hitOf(one, running) }));
  }

  @FieldResolver(() => [DocumentHit])
  async nodes(@Root() running: Running, @Context() ctx: Ctx): Promise<DocumentHit[]> {
    const { found } = await pageOf(ctx, running);
    return found.map((one) => hitOf(one, running));
  }

  @FieldResolver()
  async pageInfo(@Root() running: Running, @Context() ctx: Ctx) {
    const { found, hasNextPage } = await pageOf(ctx, running);
    const cursors = { startCursor: found[0]?.cursor, endCursor: found.at(-1)?.cursor };
    return { hasNextPage, hasPreviousPage: running.after != null, ...cursors };
  }

  @FieldResolver(() => Int)
  async totalCount(@Root() running: Running, @Context() ctx: Ctx): Promise<number> {
    const rows = await countsOf(ctx, running);
    return Number(rows.find(({ facet }) => facet === 'total')?.count ?? 0);
  }

  @FieldResolver(() => DocumentFacets)
  async facets(@Root() running: Running, @Context() ctx: Ctx): Promise<DocumentFacets> {
    const rows = await countsOf(ctx, running);
    const of = (facet: FacetRow['facet']) =>
      rows
        .filter((row) => row.facet === facet)
        .map(({ key, count }) => ({ key: key ?? '', count: Number(count) }));
    return {
      types: of('type').map(({ key, count }) => ({ type: { id: key }, count })),
      tags: of('tag').map(({ key, count }) => ({ tag: { id: key }, count })),
      correspondents: of('correspondent').map(({ key, count }) => ({
        correspondent: { id: key },
        count,
      })),
      years: of('year').map(({ key, count }) => ({ year: Number(key), count })),
      states: of('state').map(({ key, count }) => ({ state: key, count })),
    } as DocumentFacets;
  }
}

/** Where words of a hit stand. */
@Resolver(() => DocumentHit)
export class HitResolver {
  @FieldResolver(() => [DocumentHighlight], {
    description: 'Places where the words stand, the title first.',
  })
  highlights(
    @Root() { document, text }: DocumentHit,
    @Context() ctx: Ctx,
    @Arg('first', () => Int, { defaultValue: 3, description: 'How many places, 1 to 10.' })
    first: number,
  ): Promise<DocumentHighlight[]> {
    if (first < 1 || first > 10) throw new Refusal('BAD_USER_INPUT', 'first is 1 to 10.');
    return highlightsOf(ctx, { id: document?.id ?? '', text, first });
  }
}

function pageOf(ctx: Ctx, running: Running) {
  const { search, first, after } = running;
  return (running.page ??= searchPage(ctx, search, { first, after }));
}

function countsOf(ctx: Ctx, running: Running) {
  return (running.counts ??= searchFacets(ctx, running.search));
}

function hitOf({ id, rank }: FoundDocument, { text }: Running): DocumentHit {
  return { document: { id }, rank, text };
}
