import type { Command } from 'commander';

/** Options that every command has. */
export interface Json {
  json?: boolean;
}

/** A subcommand with `--json`. */
export function command(parent: Command, usage: string, description: string): Command {
  return parent.command(usage).description(description).option('--json', 'print JSON');
}
