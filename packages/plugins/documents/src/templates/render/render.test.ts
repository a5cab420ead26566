import { extractText, getDocumentProxy } from 'unpdf';
import { fillTemplate, namesIn } from './liquid.js';
import { escapeMarkup, parseMarkup, spansOf } from './markup.js';
import { renderTemplate } from './render-pool.js';

const plain = (text: string) => ({ text, isBold: false, isItalic: false });

test('a text becomes headings, paragraphs, lists, tables, rules and pages', () => {
  const text = `# Offer\n\nDear Ada,\nwelcome.\n- one\n- *two*\n---\n+++
| What | Cost |\n|---|--:|\n| Desk | 1 |\n|  | 2 |`;
  expect(parseMarkup(text)).toEqual([
    { kind: 'heading', level: 1, spans: [plain('Offer')] },
    { kind: 'paragraph', spans: [plain('Dear Ada,\nwelcome.')] },
    { kind: 'list', items: [[plain('one')], [{ ...plain('two'), isItalic: true }]] },
    { kind: 'rule' },
    { kind: 'pageBreak' },
    {
      kind: 'table',
      head: [[plain('What')], [plain('Cost')]],
      rows: [
        [[plain('Desk')], [plain('1')]],
        [[], [plain('2')]],
      ],
      isRight: [false, true],
    },
  ]);
});

test.each(['| a | b |\n| c | d |', '| a |\n|---|\n| b | c |', '| a'.repeat(13)])(
  'a text that cannot be laid out is refused',
  (text) => {
    expect(() => parseMarkup(text)).toThrow(/row|signs/);
  },
);

test.each(['a | b', '**x**', '# not a heading', '- no item', '---', '+++', 'back\\slash', 'a\nb'])(
  'what is inserted stays text: %j',
  (value) => {
    const [block, ...more] = parseMarkup(escapeMarkup(value));
    expect(more).toEqual([]);
    expect(block).toEqual({ kind: 'paragraph', spans: [plain(value)] });
    const [table] = parseMarkup(`| a | b |\n|---|---|\n| ${escapeMarkup(value)} | x |`);
    expect(table).toMatchObject({ kind: 'table', rows: [[[plain(value)], [plain('x')]]] });
  },
);

test('marks inside a text change its style', () => {
  expect(spansOf('a **b** \\*c\\*')).toEqual([
    ...[plain('a '), { ...plain('b'), isBold: true }, plain(' *c*')],
  ]);
});

const scope = {
  locale: 'en',
  data: {
    employee: { name: 'Ada | **Example**', startsOn: '2026-03-01', manager: null },
    pay: { amount: '1234567.50', currency: 'EUR' },
  },
};

test('a template is filled in the language of its reader', () => {
  const text = '{{ employee.name }}, {{ employee.startsOn | day }}: {{ pay | money }}';
  expect(fillTemplate(text, scope)).toBe(
    'Ada \\| \\*\\*Example\\*\\*, March 1, 2026: 1,234,567.50 EUR',
  );
  expect(
    fillTemplate('{{ pay | money }} {{ employee.startsOn | day }}', { ...scope, locale: 'de' }),
  ).toBe('1.234.567,50 EUR 1. März 2026');
  expect(fillTemplate('[{{ employee.manager }}]', scope)).toBe('[]');
});

test.each([
  ['{{ employee.nmae }}', 'undefined variable: employee.nmae, line:1'],
  ['{{ salary }}', 'undefined variable: salary'],
  ['{{ employee.name | shout }}', 'undefined filter: shout'],
  ['a\n{% for x in %}', 'line:2'],
  ['{% include "/etc/passwd" %}', 'ENOENT'],
  ['{% render "../secret" %}', 'ENOENT'],
  ['{{ employee.constructor.name }}', 'undefined variable: employee.constructor'],
  ['{{ employee.__proto__ }}', 'undefined variable: employee.__proto__'],
  ['{% for i in (1..90000000) %}x{% endfor %}', 'memory alloc limit'],
  [
    '{% for i in (1..9999) %}{% for j in (1..9999) %}{{ j }}{% endfor %}{% endfor %}',
    'render limit',
  ],
])('no host, no secret, no endless work: %j', (text, fault) => {
  expect(() => fillTemplate(text, scope)).toThrow(fault);
});

test('a template and a text have their size', () => {
  expect(() => fillTemplate('x'.repeat(60_001), scope)).toThrow('more than 60000 signs');
  expect(() => parseMarkup('x'.repeat(400_001))).toThrow('more than 400000 signs');
});

test('what is raw is escaped too', () => {
  expect(fillTemplate('{{ employee.name | raw }}', scope)).toBe('Ada \\| \\*\\*Example\\*\\*');
});

test('names that a template takes from outside are told', () => {
  const text = '{% assign x = employee.name %}{{ x }}{% for l in lines %}{{ l.a }}{% endfor %}';
  expect(namesIn(text)).toEqual(['employee', 'lines']);
});

test('a thread makes a PDF with the text in it, and the same bytes each time', async () => {
  const task = {
    template:
      '# Offer for {{ employee.name }}\n\n| What | Pay |\n|---|--:|\n| Job | {{ pay | money }} |',
    ...scope,
    title: 'Offer',
    createdAt: Date.parse('2026-03-01T00:00:00Z'),
    sender: 'Example Ltd',
  };
  const pdf = await renderTemplate(task);
  const again = await renderTemplate(task);
  expect(Buffer.from(pdf).equals(Buffer.from(again))).toBe(true);
  const { text } = await extractText(await getDocumentProxy(pdf), { mergePages: true });
  expect(text).toContain('Offer for Ada | **Example**');
  expect(text).toContain('1,234,567.50 EUR');
  await expect(renderTemplate({ ...task, template: '{{ salary }}' })).rejects.toMatchObject({
    code: 'DOCUMENTS_TEMPLATE_FAULT',
    data: { fault: expect.stringContaining('undefined variable: salary') },
  });
});
