import type { ListFrame, Page } from './connection-plan.js';
import { writeCursor } from './cursor.js';
import { constant, listText, quoted, selectionText, type Text } from './json-text.js';
import { keySql } from './order.js';
import { planRecord } from './record-plan.js';
import { selectedFields, selectionPoints, type SelectedField } from './selection.js';
import type { Cells, Source } from './scope.js';

/** The rows of a page, cut to its size and in its order, and the figures over the whole list. */
export interface PageState {
  rows: readonly Cells[];
  more: boolean;
  page: Page;
  figures: Cells;
}

/** How one field of a connection is made from the page: its value, and the same as JSON text. */
export interface Output {
  key: string;
  value(state: PageState): unknown;
  text: ((state: PageState) => string) | undefined;
}

interface OutputFrame {
  list: ListFrame;
  source: Source;
  fingerprint: () => string;
}

/** How `nodes`, `edges` and `pageInfo` are made; undefined for every other field. */
export function planOutput(at: OutputFrame, field: SelectedField): Output | undefined {
  const { frame, record } = at.list;
  const { key } = field;
  if (field.name === 'nodes') {
    const { build, text } = planRecord(frame, { record, source: at.source }, field.nodes);
    return { key, value: ({ rows }) => rows.map(build), text: text && rowsText(text) };
  }
  if (field.name === 'edges') return planEdges(at, field);
  return field.name === 'pageInfo' ? planPageInfo(at, field) : undefined;
}

function rowsText(text: Text): (state: PageState) => string {
  return ({ rows }) => listText(rows.map(text));
}

function cursorReader(at: OutputFrame) {
  const { frame, keys } = at.list;
  const cells = keys.map((key) =>
    at.source.cells.add(keySql(key, (name) => at.source.column(name))),
  );
  return (row: Cells) => {
    const values = cells.map((cell) => row[cell] as string | null);
    return writeCursor(frame.scope, at.fingerprint(), values);
  };
}

function planEdges(at: OutputFrame, field: SelectedField): Output {
  const { frame, record } = at.list;
  const cursor = cursorReader(at);
  const edge = record.exposed.edge.name;
  const inner = selectedFields(frame.scope, edge, field.nodes);
  const parts = inner.flatMap((one): EdgePart[] => {
    const { key } = one;
    if (one.name === '__typename') return [{ key, text: constant(edge) }];
    if (one.name === 'cursor') return [{ key, value: cursor, text: (row) => quoted(cursor(row)) }];
    if (one.name !== 'node') return [];
    const { build, text } = planRecord(frame, { record, source: at.source }, one.nodes);
    return [{ key, value: build, text }];
  });
  const texts = Object.fromEntries(parts.map(({ key, text }) => [key, text]));
  const names = inner.map(({ key }) => ({ key, name: key }));
  const points = selectionPoints(frame.scope, edge, inner);
  const text = selectionText<Cells>(names, texts, points);
  const value = (row: Cells) =>
    Object.fromEntries(parts.flatMap((part) => (part.value ? [[part.key, part.value(row)]] : [])));
  return {
    key: field.key,
    value: ({ rows }) => rows.map(value),
    text: text && rowsText(text),
  };
}

interface EdgePart {
  key: string;
  value?: (row: Cells) => unknown;
  text: Text | undefined;
}

function planPageInfo(at: OutputFrame, field: SelectedField): Output {
  const cursor = cursorReader(at);
  const inner = selectedFields(at.list.frame.scope, 'PageInfo', field.nodes);
  const cursorText = (row: Cells | undefined) => (row ? quoted(cursor(row)) : 'null');
  const text = selectionText<PageState>(
    inner,
    {
      __typename: constant('PageInfo'),
      hasNextPage: (state) => String(hasNextPage(state)),
      hasPreviousPage: (state) => String(hasPreviousPage(state)),
      startCursor: ({ rows }) => cursorText(rows[0]),
      endCursor: ({ rows }) => cursorText(rows.at(-1)),
    },
    selectionPoints(at.list.frame.scope, 'PageInfo', inner),
  );
  return { key: field.key, value: (state) => pageInfo(state, cursor), text };
}

function pageInfo(state: PageState, cursor: (row: Cells) => string) {
  const first = state.rows[0];
  const last = state.rows.at(-1);
  return {
    hasNextPage: hasNextPage(state),
    hasPreviousPage: hasPreviousPage(state),
    startCursor: first ? cursor(first) : null,
    endCursor: last ? cursor(last) : null,
  };
}

function hasNextPage({ more, page }: PageState): boolean {
  return page.backward ? page.cursor !== undefined : more;
}

function hasPreviousPage({ more, page }: PageState): boolean {
  return page.backward ? more : page.cursor !== undefined;
}
