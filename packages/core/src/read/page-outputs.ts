import type { RowPlace } from '../context/row-frames.js';
import type { ListFrame, Page } from './connection-plan.js';
import { writeCursor } from './cursor.js';
import { type Write, writeBoolean, writeNull, writeText } from './json-writer.js';
import { constant, selectionWrite, writeList } from './object-writer.js';
import { keySql } from './order.js';
import { planRecord } from './record-plan.js';
import { Row } from './row.js';
import { selectedFields, selectionPoints, type SelectedField } from './selection.js';
import type { Cells, Source } from './scope.js';

/** The rows of a page, cut to its size and in its order. */
export interface PageState<R> {
  rows: readonly R[];
  more: boolean;
  page: Page;
}

/** A page to be written, and the figures over the whole list where they are asked for. */
export interface WrittenPage extends PageState<RowPlace> {
  figures: RowPlace | undefined;
}

/** How one field of a connection is made from the page: its value, and the same written. */
export interface Output {
  key: string;
  value(state: PageState<Cells>): unknown;
  write: Write<WrittenPage> | undefined;
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
    const { build, write } = planRecord(frame, { record, source: at.source }, field.nodes);
    return { key, value: ({ rows }) => rows.map(build), write: write && rowsWrite(write) };
  }
  if (field.name === 'edges') return planEdges(at, field);
  return field.name === 'pageInfo' ? planPageInfo(at, field) : undefined;
}

function rowsWrite(write: Write): Write<WrittenPage> {
  const row = new Row();
  return ({ rows }) => writeList(rows, (place) => write(row.to(place)));
}

function cursorReader(at: OutputFrame): CursorReader {
  const { frame, keys } = at.list;
  const cells = keys.map((key) =>
    at.source.cells.add(keySql(key, (name) => at.source.column(name))),
  );
  const cursor = (values: (string | null)[]) => writeCursor(frame.scope, at.fingerprint(), values);
  return {
    read: (row) => cursor(cells.map((cell) => row[cell] as string | null)),
    write: (row) => writeText(cursor(cells.map((cell) => row.text(cell)))),
  };
}

interface CursorReader {
  read(row: Cells): string;
  write: Write;
}

function planEdges(at: OutputFrame, field: SelectedField): Output {
  const { frame, record } = at.list;
  const cursor = cursorReader(at);
  const edge = record.exposed.edge.name;
  const inner = selectedFields(frame.scope, edge, field.nodes);
  const parts = inner.flatMap((one): EdgePart[] => {
    const { key } = one;
    if (one.name === '__typename') return [{ key, write: constant(edge) }];
    if (one.name === 'cursor') return [{ key, value: cursor.read, write: cursor.write }];
    if (one.name !== 'node') return [];
    const { build, write } = planRecord(frame, { record, source: at.source }, one.nodes);
    return [{ key, value: build, write }];
  });
  const writes = Object.fromEntries(parts.map(({ key, write }) => [key, write]));
  const names = inner.map(({ key }) => ({ key, name: key }));
  const points = selectionPoints(frame.scope, edge, inner);
  const write = selectionWrite<Row>(names, writes, points);
  const value = (row: Cells) =>
    Object.fromEntries(parts.flatMap((part) => (part.value ? [[part.key, part.value(row)]] : [])));
  return {
    key: field.key,
    value: ({ rows }) => rows.map(value),
    write: write && rowsWrite(write),
  };
}

interface EdgePart {
  key: string;
  value?: (row: Cells) => unknown;
  write: Write | undefined;
}

function planPageInfo(at: OutputFrame, field: SelectedField): Output {
  const cursor = cursorReader(at);
  const inner = selectedFields(at.list.frame.scope, 'PageInfo', field.nodes);
  const row = new Row();
  const writeCursorOf = (place: RowPlace | undefined) =>
    place ? cursor.write(row.to(place)) : writeNull();
  const write = selectionWrite<WrittenPage>(
    inner,
    {
      __typename: constant('PageInfo'),
      hasNextPage: (state) => writeBoolean(hasNextPage(state)),
      hasPreviousPage: (state) => writeBoolean(hasPreviousPage(state)),
      startCursor: ({ rows }) => writeCursorOf(rows[0]),
      endCursor: ({ rows }) => writeCursorOf(rows.at(-1)),
    },
    selectionPoints(at.list.frame.scope, 'PageInfo', inner),
  );
  return { key: field.key, value: (state) => pageInfo(state, cursor.read), write };
}

function pageInfo(state: PageState<Cells>, cursor: (row: Cells) => string) {
  const first = state.rows[0];
  const last = state.rows.at(-1);
  return {
    hasNextPage: hasNextPage(state),
    hasPreviousPage: hasPreviousPage(state),
    startCursor: first ? cursor(first) : null,
    endCursor: last ? cursor(last) : null,
  };
}

function hasNextPage({ more, page }: PageState<unknown>): boolean {
  return page.backward ? page.cursor !== undefined : more;
}

function hasPreviousPage({ more, page }: PageState<unknown>): boolean {
  return page.backward ? more : page.cursor !== undefined;
}
