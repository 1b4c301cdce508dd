import type { LogFile } from '../../engine/storage/log-files';

/** A record as a log file holds it, and the folder that the file lies in. */
export interface FiledRecord {
  readonly account: string;
  readonly region: string;
  /** 'yyyy/MM/dd' */
  readonly day: string;
  readonly record: Record<string, unknown>;
}

/** The records of log files, each with the folder of its file. */
export function filedRecords(files: Iterable<LogFile>): FiledRecord[] {
  return [...files].flatMap(({ account, region, day, records }) =>
    records.map((record) => ({ account, region, day, record })),
  );
}

/** CloudTrail's form of a time. */
const TIME = /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const DECIMAL = /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** The first whole number that is too large for 64 bits. */
const TOO_LARGE = 2 ** 63;

export function field(parent: unknown, name: string): unknown {
  return typeof parent === 'object' && parent !== null ? (parent as Record<string, unknown>)[name] : undefined;
}

export function text(parent: unknown, name: string): string | null {
  const value = field(parent, name);
  return typeof value === 'string' ? value : null;
}

/** The text of a field, where an empty one is none. */
export function filledText(parent: unknown, name: string): string | null {
  const value = text(parent, name);
  return value === '' ? null : value;
}

export function truth(parent: unknown, name: string): boolean | null {
  const value = field(parent, name) ?? null;
  return value === null || value === '' ? null : value === true || value === 'true';
}

/** The time in UTC, where the text is one. */
export function time(parent: unknown, name: string): string | null {
  const value = text(parent, name) ?? '';
  const [, date] = TIME.exec(value) ?? [];
  return isDate(date) && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString().replace('.000Z', 'Z') : null;
}

/** How many bytes, which CloudTrail writes as a decimal number, or as the text of one. */
export function bytes(parent: unknown, name: string): number | null {
  const value = decimalText(field(parent, name));
  const number = Math.round(Number(value));
  return DECIMAL.test(value) && number < TOO_LARGE ? number : null;
}

/** A whole number of at most 18 digits, which every engine can hold. */
export function wholeNumber(parent: unknown, name: string): number | null {
  const value = decimalText(field(parent, name));
  return /^\d{1,18}$/.test(value) ? Number(value) : null;
}

/** Without what is left of the text up to the last slash: a trail is named by its name or its ARN. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** URL-decoded, where it can be: a plus is no space. */
export function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

function decimalText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** JavaScript takes the 30th of February for a day in March. */
function isDate(date = ''): boolean {
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}
