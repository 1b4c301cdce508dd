import type { Row } from './questions';

/**
 * The rows in an order of their own, with JSON text as its value and fractions to nine digits, so that two answers with
 * the same rows are equal: the order of rows, of the fields of an object and the spaces between them don't count, and
 * neither does how an engine adds up its doubles.
 */
export function comparableRows(columns: string[], rows: Row[]): Row[] {
  return comparableInOrder(columns, rows)
    .map((row) => ({ row, text: JSON.stringify(row) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ row }) => row);
}

/** The same where the order of rows counts. */
export function comparableInOrder(columns: string[], rows: Row[]): Row[] {
  const parameters = columns.indexOf('request_parameters');
  return rows.map((row) => row.map((value, index) => (index === parameters ? parsed(value) : toNineDigits(value))));
}

function toNineDigits(value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(9)) : value;
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' ? inOrder(JSON.parse(value)) : value;
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(inOrder);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, part]) => [name, inOrder(part)]));
}
