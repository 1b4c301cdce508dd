import { printable } from './printable';

const GAP = '  ';
/** Of a text that is cut in the middle, less says nothing. */
const NARROWEST = 24;
/** The account and the name of most callers. */
const NARROWEST_ARN = 36;
/** What is as short as that is never cut. */
const SHORT = 12;

/** Sizes of a table on a terminal. */
export interface TextTableLimits {
  /** Characters in a line. */
  readonly width: number;
  /** Rows that are shown. */
  readonly rows: number;
}

/**
 * An answer as a table that fits its width. Times, counts and addresses are never cut; other texts are, in the middle, so
 * that their ends tell them apart. Columns that don't fit are left out, which is said; where that would be more than half
 * of them, each value has a line of its own.
 *
 * @param total how many rows the answer has, where they are not all there
 */
export function textTable(columns: string[], rows: unknown[][], limits: TextTableLimits, total = rows.length): string {
  if (rows.length === 0) {
    return '(no rows)';
  }
  const shown = rows.slice(0, limits.rows);
  const grid = shown.map((row) => row.map(cellText));
  const widths = fit(columns, grid, limits.width);
  if (widths.length < columns.length / 2) {
    return records(columns, rows, limits, total);
  }
  const left = columns.slice(widths.length);
  return [
    ...tableLines(columns, grid, widths),
    ...remainder(total - shown.length),
    ...(left.length > 0 ? wrapped(`Left out, as the line is full: ${left.join(', ')}.`, limits.width) : []),
  ].join('\n');
}

/** Head and rows as they are, however wide: each column as wide as its widest value in these rows. */
export function wholeTable(columns: string[], rows: unknown[][]): { head: string[]; line: (row: unknown[]) => string } {
  const grid = rows.map((row) => row.map(cellText));
  const widths = columns.map((_, index) => widthOf(columns, grid, index));
  const [head, rule] = tableLines(columns, [], widths);
  return { head: [head, rule], line: (row) => aligned(row.map(cellText), widths) };
}

function tableLines(columns: string[], grid: string[][], widths: number[]): string[] {
  const lines = [columns, ...grid].map((row) =>
    aligned(
      widths.map((width, index) => cutInside(row[index], width)),
      widths,
    ),
  );
  return [lines[0], widths.map((width) => '-'.repeat(width)).join(GAP), ...lines.slice(1)];
}

function aligned(row: string[], widths: number[]): string {
  return row
    .map((text, index) => text.padEnd(widths[index]))
    .join(GAP)
    .trimEnd();
}

/** The widths of the columns that fit, from the first one on. What is left of the line goes to those that are cut. */
function fit(columns: string[], grid: string[][], total: number): number[] {
  const natural = columns.map((_, index) => widthOf(columns, grid, index));
  const least = natural.map((width, index) => {
    if (width <= SHORT) {
      return width;
    }
    const texts = grid.map((row) => row[index]);
    const narrowest = texts.some((text) => text.startsWith('arn:')) ? NARROWEST_ARN : NARROWEST;
    // Beside the name of a service, an address may stand.
    const whole = texts.filter(isWhole);
    const least = whole.length < texts.length ? Math.min(width, narrowest) : 0;
    return Math.max(columns[index].length, least, ...whole.map(({ length }) => length));
  });
  const widths: number[] = [];
  let room = total + GAP.length;
  for (const width of least) {
    if (room < width + GAP.length) {
      break;
    }
    room -= width + GAP.length;
    widths.push(width);
  }
  for (let grown = true; grown && room > 0;) {
    grown = false;
    for (let index = 0; index < widths.length && room > 0; index++) {
      if (widths[index] < natural[index]) {
        widths[index]++;
        room--;
        grown = true;
      }
    }
  }
  return widths;
}

/** Times, numbers, addresses and networks. */
function isWhole(text: string): boolean {
  return (
    text === '-' || /^[\d.,:/TZ+-]+$/.test(text) || /^[\da-f:]+(\/\d+)?$/i.test(text) || /^(true|false)$/.test(text)
  );
}

function records(columns: string[], rows: unknown[][], limits: TextTableLimits, total: number): string {
  const nameWidth = Math.max(...columns.map((name) => name.length));
  const valueWidth = Math.max(NARROWEST, limits.width - nameWidth - GAP.length);
  // A record takes many lines, so fewer of them are enough to see.
  const shown = Math.max(1, Math.floor(limits.rows / 5));
  const texts = rows.slice(0, shown).map((row, number) => {
    const lines = columns.map(
      (name, index) => `${name.padEnd(nameWidth)}${GAP}${cutInside(cellText(row[index]), valueWidth)}`,
    );
    return [`-- row ${number + 1} of ${total}`, ...lines].join('\n');
  });
  return [...texts, ...remainder(total - shown)].join('\n');
}

function remainder(count: number): string[] {
  return count > 0 ? [`... and ${count} more row${count === 1 ? '' : 's'}`] : [];
}

function widthOf(columns: string[], grid: string[][], index: number): number {
  return Math.max(columns[index].length, ...grid.map((row) => row[index].length));
}

/** A value as it stands in a cell. */
export function cellText(value: unknown): string {
  const text = value === null ? '-' : typeof value === 'string' ? value : JSON.stringify(value);
  return printable(text);
}

/** A text that is no wider than that, cut at its end. */
export function cut(text: string, width: number): string {
  return text.length > width ? `${head(text, width - 1)}…` : text;
}

/** The same, cut in its middle: of ARNs and keys, the end says more than the beginning. */
function cutInside(text: string, width: number): string {
  if (text.length <= width) {
    return text;
  }
  // What all ARNs begin with tells none from another.
  const end = text.startsWith('arn:') ? width - 4 : Math.ceil((width - 1) * 0.6);
  // Not within a character of two code units.
  return `${head(text, width - 1 - end)}…${text.slice(-end).replace(/^[\udc00-\udfff]/, '')}`;
}

function head(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** A text in lines of such a width, broken between words. */
export function wrapped(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
    }
    line += line === indent ? word : ` ${word}`;
  }
  return [...lines, line];
}
