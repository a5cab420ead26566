import type { ExtractedFieldName } from '../capture/capture-kinds.js';
import { normalText } from '../search/normal-text.js';
import type { SuggestionKind, SuggestionReason } from './suggestion-kinds.js';

/** What rules look at of a paper. */
export interface PaperToOrder {
  title: string;
  /** Text of the first page. */
  text: string;
  /** Name of its correspondent; null: not known. */
  correspondent: string | null;
  /** Facts that were read off it. */
  facts: ReadonlySet<ExtractedFieldName>;
}

/** Something by which papers are ordered. */
export interface Choice {
  kind: SuggestionKind;
  /** Uuid. */
  id: string;
  name: string;
  /** Of a type. */
  code?: string;
}

/** Something that may be right for a paper, and why. */
export interface Suggested {
  kind: SuggestionKind;
  /** Uuid of the type, correspondent, folder or tag. */
  target: string;
  /** 0 to 1. */
  confidence: number;
  reason: SuggestionReason;
  words: readonly string[];
}

/** Signs at the top of a paper, where it says what it is. */
const TOP = 200;
/** Shorter names stand in other words and sentences by chance. */
const SHORTEST = 4;
const BILL = /invoice|bill|rechnung|facture|factura|fattura/i;
const MONEY: readonly ExtractedFieldName[] = ['IBAN', 'DUE_DATE', 'VAT_ID', 'NET', 'TAX'];

/**
 * What the names of types, folders and tags and the facts of a paper say about it. No rule is
 * surer than 0.8: without somebody's word nothing is as sure as what was learned of many papers.
 */
export function ruleSuggestions(paper: PaperToOrder, choices: readonly Choice[]): Suggested[] {
  const title = normalText(paper.title);
  const text = normalText(paper.text);
  const sender = normalText(paper.correspondent ?? '');
  const isBill =
    paper.facts.has('TOTAL') &&
    paper.facts.has('DOCUMENT_NUMBER') &&
    MONEY.some((name) => paper.facts.has(name));
  return choices.flatMap((choice): Suggested[] => {
    const name = normalText(choice.name);
    const found = (confidence: number, reason: SuggestionReason, words: readonly string[]) => [
      { kind: choice.kind, target: choice.id, confidence, reason, words },
    ];
    if (name.length < SHORTEST) return [];
    if (choice.kind === 'FOLDER' && name === sender) return found(0.8, 'NAME_OF_SENDER', [name]);
    if (has(title, name)) return found(0.8, 'NAME_IN_TITLE', [name]);
    if (choice.kind === 'TYPE' && isBill && BILL.test(`${choice.code} ${choice.name}`)) {
      return found(0.75, 'BILL_FACTS', []);
    }
    const where = choice.kind === 'TAG' ? text : text.slice(0, TOP);
    // A folder is called by words that stand on papers of every kind.
    if (choice.kind === 'FOLDER' || !has(where, name)) return [];
    return found(0.55, 'NAME_IN_TEXT', [name]);
  });
}

/** Whether a normal text has a normal name as whole words. */
function has(text: string, name: string): boolean {
  return ` ${text} `.includes(` ${name} `);
}
