import { Liquid } from 'liquidjs';

/** The two templates of one language. */
export interface NotificationWords {
  title: string;
  body: string;
}

const TITLE_LENGTH = 200;
const BODY_LENGTH = 4_000;

/**
 * No files and no other templates, no variable or filter that does not exist, own properties only;
 * 20,000 characters of template, two seconds (a boot on a busy machine must not fail by it) and a
 * bounded memory for each text.
 */
const engine = new Liquid({
  templates: {},
  strictVariables: true,
  strictFilters: true,
  lenientIf: true,
  ownPropertyOnly: true,
  dynamicPartials: false,
  parseLimit: 20_000,
  renderLimit: 2_000,
  memoryLimit: 1_000_000,
});

/**
 * Renders both texts: the title in one line without control characters, 200 characters at most;
 * the text with 4,000 at most. Plain text: mails escape it when they show it as HTML.
 * @throws Error of the template: a syntax fault, an unknown variable or filter, a limit
 */
export function renderWords(words: NotificationWords, data: object): NotificationWords {
  const [title, body] = [words.title, words.body].map(
    (template) => engine.parseAndRenderSync(template, data) as string,
  );
  return {
    title: oneLine(title ?? '').slice(0, TITLE_LENGTH),
    body: cleaned(body ?? '').slice(0, BODY_LENGTH),
  };
}

/** What is wrong with templates, found by rendering them with a sample; `undefined`: nothing. */
export function wordsFault(words: NotificationWords, sample: object): string | undefined {
  try {
    const { title, body } = renderWords(words, sample);
    return title === '' || body === '' ? 'it renders to nothing' : undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200);
  }
}

/** Control characters would begin new headers in a mail, or new lines in a list. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

function cleaned(text: string): string {
  return text.replaceAll(/(?![\n\t])\p{Cc}+/gu, '').trim();
}
