import type { AccountSubtype, AccountType, ControlKind } from './account-kinds.js';

/** An account of a chart, before it is made. */
export interface ChartAccount {
  code: string;
  name: string;
  type: AccountType;
  subtype: AccountSubtype;
  control: ControlKind;
  /** Code of the heading that it stands below. */
  parent: string | null;
  isPostable: boolean;
}

/** What an account is for that the plugin itself has to find. */
export interface Chart {
  /** One sentence for those who choose. */
  description: string;
  accounts: readonly ChartAccount[];
  retainedEarnings: string;
  opening: string;
}

/**
 * Reads a chart: one account a line, indented by two blanks below its heading:
 * `code name | TYPE SUBTYPE [CONTROL]`. Headings have accounts below them and take no lines.
 */
export function readChart(text: string): ChartAccount[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const above: { depth: number; code: string }[] = [];
  return lines.map((line, index) => {
    const depth = line.search(/\S/);
    const [title = '', kind = ''] = line.trim().split(' | ');
    const [code = '', ...name] = title.split(' ');
    const [type, subtype, control = 'NONE'] = kind.split(' ');
    while ((above.at(-1)?.depth ?? -1) >= depth) above.pop();
    const parent = above.at(-1)?.code ?? null;
    above.push({ depth, code });
    return {
      code,
      name: name.join(' '),
      type: type as AccountType,
      subtype: subtype as AccountSubtype,
      control: control as ControlKind,
      parent,
      isPostable: (lines[index + 1]?.search(/\S/) ?? 0) <= depth,
    };
  });
}
