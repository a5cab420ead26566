import { inOneLine } from './amounts-and-dates.js';
import { type Counterparty, given, type PaymentWords } from './statement.js';

/**
 * What the field :86: says. Three dialects are told apart by their first characters:
 * `166?20...?32...` (German banks, DFÜ-Abkommen annex 3), `/EREF/.../REMI/...` (Dutch banks and
 * SWIFT's own code words), and plain text.
 */
export function wordsOf86(lines: readonly string[]): PaymentWords & { code?: string } {
  const whole = lines.join('');
  const german = /^(\d{3})([?~^>@])\d{2}/.exec(whole);
  if (german) return germanWords(whole, { code: german[1] ?? '', mark: german[2] ?? '?' });
  if (/^\/[A-Z]{2,5}\//.test(whole)) return slashWords(whole);
  return { text: inOneLine(lines) };
}

/** `?20` to `?29` and `?60` to `?63`: purpose; `?30` bank, `?31` account, `?32` and `?33` name. */
function germanWords(whole: string, { code, mark }: { code: string; mark: string }) {
  const fields = new Map<string, string>();
  for (const piece of whole.slice(3).split(mark).slice(1)) {
    fields.set(piece.slice(0, 2), piece.slice(2));
  }
  const keys = [...fields.keys()].filter((key) => /^(2\d|6[0-3])$/.test(key)).sort();
  // A field ends after 27 characters, in the middle of a word: no space is put between two.
  const purpose = keys.map((key) => fields.get(key) ?? '').join('');
  const tagged = sepaTags(purpose);
  const counterparty: Counterparty = given({
    name: inOneLine([`${fields.get('32') ?? ''}${fields.get('33') ?? ''}`]),
    account: fields.get('31')?.trim(),
    bic: fields.get('30')?.trim(),
  });
  return {
    text: inOneLine([tagged.get('SVWZ') ?? (tagged.size > 0 ? tagged.get('') : purpose)]),
    code,
    ...given({ reference: real(tagged.get('EREF')) }),
    ...(Object.keys(counterparty).length > 0 ? { counterparty } : {}),
  };
}

/** `EREF+...SVWZ+...`; what stands before the first tag is kept under the empty name. */
function sepaTags(purpose: string): Map<string, string> {
  const tags = new Map<string, string>();
  const pieces = purpose.split(/(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC)\+/);
  if (pieces.length === 1) return tags;
  tags.set('', pieces[0] ?? '');
  for (let at = 1; at < pieces.length; at += 2) {
    tags.set(pieces[at] ?? '', (pieces[at + 1] ?? '').trim());
  }
  return tags;
}

const CODE_WORDS = new RegExp(
  '/(EREF|KREF|PREF|MARF|CSID|TRTP|IBAN|BIC|NAME|REMI|CNTP|PURP|ULTC|ULTD|RTRN|SVCL|BENM|ORDP|' +
    'ADDR|ID|ISDT|CREF|TRCD|BUSP)/',
);

/** `/EREF/x/CNTP/account/bic/name///REMI/USTD//text/`, or `/TRTP/.../IBAN/.../NAME/...`. */
function slashWords(whole: string): PaymentWords {
  const pieces = whole.split(CODE_WORDS);
  const words = new Map<string, string>();
  for (let at = 1; at < pieces.length; at += 2) {
    const name = pieces[at] ?? '';
    if (!words.has(name)) words.set(name, pieces[at + 1] ?? '');
  }
  const [account, bic, name] = words.get('CNTP')?.split('/') ?? [];
  const remittance = words.get('REMI')?.replace(/^(USTD|STRD)\/[^/]*\/|\/+$/g, '');
  const counterparty: Counterparty = given({
    name: (words.get('NAME') ?? name)?.trim(),
    account: (words.get('IBAN') ?? account)?.trim(),
    bic: (words.get('BIC') ?? bic)?.trim(),
  });
  return {
    text: inOneLine([remittance ?? whole]),
    ...given({ reference: real(words.get('EREF')?.replace(/\/+$/, '')) }),
    ...(Object.keys(counterparty).length > 0 ? { counterparty } : {}),
  };
}

function real(reference: string | undefined): string | undefined {
  return reference === undefined || /^(NOTPROVIDED|NONREF)?$/.test(reference)
    ? undefined
    : reference;
}
