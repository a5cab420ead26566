/** What the server tells after its start. */
export interface StartBox {
  apiUrl: string;
  explorerUrl: string;
  /** Which database is in use, without secrets (`Database.describe`). */
  database: string;
  plugins: { name: string; types: number; failed?: string }[];
  /** Shown when the demonstration data is on. */
  ownerToken?: string;
  /** The query of the example call. */
  query: string;
  /** True for a terminal: titles are then bold. */
  colour: boolean;
}

const bold = (text: string): string => `\u001b[1m${text}\u001b[22m`;

/**
 * A frame with all addresses, and below it a curl call on one line that answers as it is printed.
 * It ends in a line break.
 */
export function startBox(data: StartBox): string {
  const rows: [title: string, value: string][] = [
    ['API', data.apiUrl],
    ['Explorer', data.explorerUrl],
    ['Database', data.database],
    ...data.plugins.map((plugin, index): [string, string] => [
      index === 0 ? 'Plugins' : '',
      pluginLine(plugin),
    ]),
  ];
  if (data.ownerToken) rows.push(['Owner token', data.ownerToken]);
  const left = Math.max(...rows.map(([title]) => title.length));
  const right = Math.max(...rows.map(([, value]) => value.length));
  const lines = rows.map(([title, value]) => {
    const name = title.padEnd(left);
    return `│ ${data.colour ? bold(name) : name}  ${value.padEnd(right)} │`;
  });
  const edge = '─'.repeat(left + right + 4);
  return `${[`┌${edge}┐`, ...lines, `└${edge}┘`, 'Try it:', curlCall(data)].join('\n')}\n`;
}

function pluginLine(plugin: StartBox['plugins'][number]): string {
  if (plugin.failed) return `${plugin.name}: failed, ${plugin.failed}`;
  return `${plugin.name}: ${plugin.types} ${plugin.types === 1 ? 'type' : 'types'}`;
}

function curlCall(data: StartBox): string {
  const headers = ['content-type: application/json'];
  if (data.ownerToken) headers.push(`authorization: Bearer ${data.ownerToken}`);
  return [
    'curl -s',
    shellQuote(data.apiUrl),
    ...headers.map((header) => `-H ${shellQuote(header)}`),
    `-d ${shellQuote(JSON.stringify({ query: data.query }))}`,
  ].join(' ');
}

function shellQuote(text: string): string {
  if (/^[\w:/.@-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
