import {
  Arg,
  Context,
  type Ctx,
  defineLoader,
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
import { type PreparedSearch, prepareSearch } from './document-search.js';
import { highlightsOf } from './highlights.js';
import { type FacetRow, type FoundDocument, runSearch, type SearchResult } from './run-search.js';
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

function pageOf(ctx: Ctx, running: Running): Promise<SearchResult> {
  return ctx.load(parts, { running, part: 'page' });
}

async function countsOf(ctx: Ctx, running: Running): Promise<FacetRow[]> {
  return (await ctx.load(parts, { running, part: 'counts' })).counts;
}

interface Part {
  running: Running;
  part: 'page' | 'counts';
}

// What of a search is selected is known when its fields are asked for: then all of it is one
// statement, which looks for the documents once.
const parts = defineLoader({
  name: 'documentSearch',
  key: ({ running: { search, first, after }, part }: Part) =>
    JSON.stringify([search.mark, part, ...(part === 'page' ? [first, after] : [])]),
  batch: async (ctx: Ctx, keys: readonly Part[]) => {
    const runs = new Map<Running, Promise<SearchResult>>();
    return Promise.all(
      keys.map(({ running }) => {
        const run = runs.get(running) ?? runOf(ctx, running, keys);
        runs.set(running, run);
        return run;
      }),
    );
  },
});

function runOf(ctx: Ctx, running: Running, keys: readonly Part[]): Promise<SearchResult> {
  const asked = new Set(keys.filter((key) => key.running === running).map(({ part }) => part));
  const { search, first, after } = running;
  const page = asked.has('page') ? { first, after } : undefined;
  return runSearch(ctx, search, { page, withCounts: asked.has('counts') });
}

function hitOf({ id, rank }: FoundDocument, { text }: Running): DocumentHit {
  return { document: { id }, rank, text };
}
