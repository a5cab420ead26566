/**
 * Colours that colour-blind readers tell apart on white (Okabe and Ito, Color Universal Design,
 * 2008), the dark ones first; yellow is left out, which is too light for lines.
 */
export const COLOURS = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#56b4e9',
  '#e69f00',
  '#000000',
  '#7f7f7f',
] as const;

/** So that lines are told apart without colours too. */
export const DASHES = ['solid', 'dashed', 'dotted', [10, 3, 2, 3], [2, 4], [14, 4]] as const;
export const MARKS = ['circle', 'rect', 'triangle', 'diamond', 'arrow', 'pin'] as const;

/** Inks of everything that is no figure. */
export const INK = {
  title: '#1a1a1a',
  text: '#44474d',
  quiet: '#5f6368',
  line: '#dfe1e5',
} as const;

/** The only fonts: pictures fetch nothing. */
export const FONT = 'Roboto, Helvetica, Arial, sans-serif';
