import { getNamedType, type GraphQLObjectType, isEnumType } from 'graphql';
import { encodeId } from '../model/ids.js';
import { shownAmount } from '../model/money.js';
import type { ColumnField, CurrencySql, MoneyField } from '../model/record-type.js';
import { decode } from './decode.js';
import {
  cellWrite,
  required,
  type Write,
  writeNull,
  writeText,
  writeTextOrNull,
} from './json-writer.js';
import { constant, selectionWrite } from './object-writer.js';
import type { FieldPlan, RecordFrame } from './record-plan.js';
import { selectedFields, selectionPoints, type SelectedField } from './selection.js';
import type { Cells, Source } from './scope.js';
import { sealedWithKey } from '../vault/data-keys.js';

/** A plain or sealed column, or a key into one of several types. */
export function planColumn({ frame, record, source }: RecordFrame, field: ColumnField): FieldPlan {
  const column = source.column(field.column);
  const cell = source.cells.add(field.hasSubject ? sealedWithKey(column) : column);
  if (field.sealed) {
    const idCell = source.cells.add(source.column('id'));
    const read = (row: Cells) => {
      const sealed = row[cell] as string | null;
      if (sealed === null) return null;
      const rowId = row[idCell] as string;
      return frame.scope.open({ record, column: field.column, rowId, sealed });
    };
    return { read, write: undefined };
  }
  if (field.reference) return planReference({ frame, record, source }, field.reference, cell);
  if (field.currency) return planAmount(source, field.currency, cell);
  const read = (row: Cells) => {
    const text = row[cell] as string | null;
    return text === null ? null : decode(field.codec, text, record.prefix);
  };
  const values = enumValues({ frame, record, source }, field);
  const write = cellWrite(field.codec, { prefix: record.prefix, values });
  return { read, write: (row) => (row.isNull(cell) ? writeNull() : write(row, cell)) };
}

/** An amount with the decimals of its currency, which stands elsewhere. */
function planAmount(source: Source, currency: CurrencySql, cell: number): FieldPlan {
  const currencyCell = source.cells.add(currency((name) => source.column(name)));
  const shown = (amount: string | null, code: string | null) =>
    amount === null || code === null ? amount : shownAmount(amount, code);
  return {
    read: (row) => shown(row[cell] as string | null, row[currencyCell] as string | null),
    write: (row) => writeTextOrNull(shown(row.text(cell), row.text(currencyCell))),
  };
}

/** What an enum column may hold, as the schema has it. */
function enumValues({ frame, record }: RecordFrame, field: ColumnField): ReadonlySet<string> {
  if (field.codec !== 'enum') return NO_VALUES;
  const type = frame.scope.schema.getType(record.name) as GraphQLObjectType;
  const named = getNamedType(type.getFields()[field.name]?.type);
  const values = isEnumType(named) ? named.getValues() : [];
  return new Set(values.filter(({ name, value }) => name === value).map(({ name }) => name));
}

const NO_VALUES: ReadonlySet<string> = new Set();

/** A key into one of several types; null where the type is none of the graph. */
function planReference(
  { frame, source }: RecordFrame,
  { typeColumn, types }: NonNullable<ColumnField['reference']>,
  cell: number,
): FieldPlan {
  const typeCell = source.cells.add(source.column(typeColumn));
  const idOf = (uuid: string | null, name: string | null) => {
    if (uuid === null || name === null) return null;
    const target = frame.scope.records.get(types ? (types[name] ?? '') : name);
    return target ? encodeId(target.prefix, uuid) : null;
  };
  return {
    read: (row) => idOf(row[cell] as string | null, row[typeCell] as string | null),
    write: (row) => writeTextOrNull(idOf(row.text(cell), row.text(typeCell))),
  };
}

/** Amount and currency; `selected` where it is part of the answer. */
export function planMoney(
  { frame, source }: RecordFrame,
  field: MoneyField,
  selected: SelectedField | undefined,
): FieldPlan {
  const amount = source.cells.add(source.column(field.amountColumn));
  const currency = source.cells.add(source.column(field.currencyColumn));
  const read = (row: Cells) => {
    const [value, code] = [row[amount] as string | null, row[currency] as string];
    return value === null ? null : { amount: shownAmount(value, code), currency: code };
  };
  const writes: Record<string, Write> = {
    __typename: constant('Money'),
    amount: (row) => writeText(shownAmount(row.text(amount) ?? '', row.text(currency) ?? '')),
    currency: required((row) => writeTextOrNull(row.text(currency))),
  };
  const inner = selected ? selectedFields(frame.scope, 'Money', selected.nodes) : [];
  const write = selectionWrite(inner, writes, selectionPoints(frame.scope, 'Money', inner));
  return { read, write: write && ((row) => (row.isNull(amount) ? writeNull() : write(row))) };
}
