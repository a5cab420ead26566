import { searchMarks } from './search-marks.js';
import { parseQuery, tsqueryText } from './search-query.js';

const marksOf = (text: string) => searchMarks(parseQuery(text), new Map([['lamp', ['lamps']]]));

test.each([
  ['a word says nothing by marks', 'lamp', undefined],
  ['nor does what is left out', 'lamp -title:old -"a b"', undefined],
  ['nor a word of the title or of the text', 'title:lamp OR bulb', undefined],
  [
    'a word of a title needs no places',
    'title:lamp',
    { found: "('lamp')", title: "((('lamp')))", phrases: [] },
  ],
  [
    'its begin, and one of several',
    'title:la* OR title:bulb 4711',
    { found: "('la':* | 'bulb') & ('4711')", title: "((('la':*)) | (('bulb')))", phrases: [] },
  ],
  [
    'a misspelt one keeps its weight: it may stand for anything',
    'title:lamp~',
    { found: "('lamp':A | 'lamps':A)", title: "((('lamp' | 'lamps')))", phrases: [] },
  ],
  [
    'a phrase has neighbours, and keeps its places',
    '"red lamp post" old',
    { found: "('red' <-> 'lamp' <-> 'post') & ('old')", title: '', phrases: ['red lamp post'] },
  ],
  [
    'the begin of a word is no neighbour',
    'red-lamp-po*',
    { found: "('red' <-> 'lamp' <-> 'po':*)", title: '', phrases: ['red lamp'] },
  ],
  [
    'a phrase in the title is both',
    'title:"red lamp"',
    {
      found: "('red':A <-> 'lamp':A)",
      title: "((('red') & ('lamp')))",
      phrases: ['red lamp'],
    },
  ],
  [
    'a word that may be several keeps its weight',
    'title:лампа',
    { found: "('лампа':A)", title: "((('лампа')))", phrases: [] },
  ],
])('%s', (_name, text, expected) => {
  expect(marksOf(text)).toEqual(expected);
});

test('what is asked of the ranking stays as it was typed', () => {
  const clauses = parseQuery('title:lamp');
  expect(tsqueryText(clauses, new Map())).toBe("('lamp':A)");
});
