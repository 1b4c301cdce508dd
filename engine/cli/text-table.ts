import { printable } from './printable';

const GAP = '  ';
/** Narrower than that, a column says nothing. */
const NARROWEST = 12;
const WIDEST = 40;

/** Sizes of a table on a terminal. */
export interface TextTableLimits {
  /** Characters in a line. */
  readonly width: number;
  /** Rows that are shown. */
  readonly rows: number;
}

/**
 * An answer as a table that fits its width; where its columns are too many for that, with a line for each value.
 *
 * @param total how many rows the answer has, where they are not all there
 */
export function textTable(columns: string[], rows: unknown[][], limits: TextTableLimits, total = rows.length): string {
  if (rows.length === 0) {
    return '(no rows)';
  }
  const widest = columns.map(() => WIDEST);
  const grid = [columns, ...rows.slice(0, limits.rows).map((row) => row.map(cellText))];
  const widths = fit(
    widest.map((width, index) => Math.min(width, ...[widthOf(grid, index)])),
    limits.width,
  );
  if (!widths) {
    return records(columns, rows, limits, total);
  }
  const lines = grid.map((row) =>
    row
      .map((text, index) => cut(text, widths[index]).padEnd(widths[index]))
      .join(GAP)
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join(GAP));
  return [...lines, ...remainder(total - limits.rows)].join('\n');
}

/** Takes from the widest column until all of them fit, if they can. */
function fit(widths: number[], total: number): number[] | undefined {
  const fitted = [...widths];
  let excess = fitted.reduce((sum, width) => sum + width + GAP.length, -GAP.length) - total;
  for (; excess > 0; excess--) {
    const widest = fitted.indexOf(Math.max(...fitted));
    if (fitted[widest] <= NARROWEST) {
      return undefined;
    }
    fitted[widest]--;
  }
  return fitted;
}

function records(columns: string[], rows: unknown[][], limits: TextTableLimits, total: number): string {
  const nameWidth = Math.max(...columns.map((name) => name.length));
  const valueWidth = Math.max(NARROWEST, limits.width - nameWidth - GAP.length);
  // A record takes many lines, so fewer of them are enough to see.
  const shown = Math.max(1, Math.floor(limits.rows / 5));
  const texts = rows.slice(0, shown).map((row, number) => {
    const lines = columns.map(
      (name, index) => `${name.padEnd(nameWidth)}${GAP}${cut(cellText(row[index]), valueWidth)}`,
    );
    return [`-- row ${number + 1} of ${total}`, ...lines].join('\n');
  });
  return [...texts, ...remainder(total - shown)].join('\n');
}

function remainder(count: number): string[] {
  return count > 0 ? [`... and ${count} more row${count === 1 ? '' : 's'}`] : [];
}

function widthOf(grid: string[][], index: number): number {
  return Math.max(...grid.map((row) => row[index].length));
}

/** A value as it stands in a cell. */
export function cellText(value: unknown): string {
  const text = value === null ? '-' : typeof value === 'string' ? value : JSON.stringify(value);
  return printable(text);
}

/** A text that is no wider than that. */
export function cut(text: string, width: number): string {
  // Not within a character of two code units.
  return text.length > width ? `${text.slice(0, width - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
}
