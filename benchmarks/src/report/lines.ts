import type { Figure, Growth } from '../results.js';

/** Figures as lines for people. */
export function figureLines(figures: readonly Figure[]): string[] {
  return figures.map((figure) => {
    const goal = goalText(figure);
    return `${figure.title}: ${figure.value} ${figure.unit}${goal && ` (${goal})`}`;
  });
}

/** `at most 160`, or nothing. */
export function goalText({ goal }: Figure): string {
  if (!goal) return '';
  return 'atMost' in goal ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`;
}

/** Series as lines for people. */
export function growthLines(growth: readonly Growth[]): string[] {
  return growth.map(({ title, of, unit, points }) => {
    const list = points.map(({ x, y }) => `${x}: ${y}`).join(', ');
    return `${title} (${unit} by ${of}): ${list}`;
  });
}
