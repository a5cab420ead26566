import type { PluginPart } from '@bureau/core';
import { DOCUMENT_READ } from '../library/permissions.js';
import { search } from '../migrations/0002-search.js';
import { searchLayout } from '../migrations/0090-search-layout.js';
import { searchMarks } from '../migrations/0101-search-marks.js';
import { searchErrors } from './errors.js';
import { HitResolver, SearchResolver } from './search.resolver.js';

/** Full-text search over what a caller may see. */
export const searchPart: PluginPart = {
  migrations: [search, searchLayout, searchMarks],
  resolvers: [SearchResolver, HitResolver],
  errors: searchErrors.table,
  rules: {
    Query: { documentSearch: DOCUMENT_READ },
    DocumentHitConnection: { '*': DOCUMENT_READ },
    DocumentHitEdge: { '*': DOCUMENT_READ },
    DocumentHit: { '*': DOCUMENT_READ },
    DocumentHighlight: { '*': DOCUMENT_READ },
    DocumentHighlightMark: { '*': DOCUMENT_READ },
    DocumentFacets: { '*': DOCUMENT_READ },
    DocumentTypeCount: { '*': DOCUMENT_READ },
    DocumentTagCount: { '*': DOCUMENT_READ },
    CorrespondentCount: { '*': DOCUMENT_READ },
    DocumentYearCount: { '*': DOCUMENT_READ },
    DocumentStateCount: { '*': DOCUMENT_READ },
  },
};
