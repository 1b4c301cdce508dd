import type { GlueTable } from '../template/template';
import { isDay } from './log-files';

/** The partition that a log file lies in: a value for each partition key. */
export type Partition = Record<string, string>;

interface ProjectedKey {
  readonly name: string;
  /** A pattern for the key's values in a path. */
  readonly pattern: string;
  /** Whether Athena projects this value. */
  readonly has: (value: string) => boolean;
}

const DAY = /^\d{4}\/\d{2}\/\d{2}$/;

/**
 * The partition projection of a Glue table: which objects Athena finds, and in which partition. An object elsewhere,
 * or under a value that isn't projected, is never seen, and Athena says nothing about it.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export class ProjectedTable {
  /** The bucket that holds the data. */
  public readonly bucket: string;
  /** What the keys of all its objects begin with. */
  public readonly prefix: string;
  /** The partition keys, in the order in which they stand in the location. */
  public readonly pathKeys: string[];
  /** Matches the key of an object; a group for each of `pathKeys`. Understood by JavaScript and by RE2. */
  public readonly keyPattern: string;
  private readonly keys: Map<string, ProjectedKey>;

  /**
   * @param today the day (UTC, 'yyyy/MM/dd') that `NOW` stands for
   * @throws if the table isn't projected, or in a way that isn't known here
   */
  constructor(
    public readonly table: GlueTable,
    today: string,
  ) {
    const { parameters, partitionKeys } = table;
    if (partitionKeys.length > 0 && parameters['projection.enabled'] !== 'true') {
      throw new Error(`Table ${table.name} has no partition projection, so that Athena would see no partition`);
    }
    this.keys = new Map(partitionKeys.map(({ name }) => [name, projectedKey(name, parameters, today)]));

    // Without a template, Athena takes Hive's layout.
    const hiveLayout = () =>
      [table.location.replace(/\/$/, ''), ...partitionKeys.map(({ name }) => `${name}=\${${name}}`), ''].join('/');
    const location = /^s3:\/\/([^/]+)\/(.*?)\/?$/.exec(parameters['storage.location.template'] ?? hiveLayout());
    if (!location) {
      throw new Error(
        `Table ${table.name} has the location ${parameters['storage.location.template']}, which is none in S3`,
      );
    }
    this.bucket = location[1];
    const pieces = `${location[2]}/`.split(/\$\{([^}]*)\}/);
    this.prefix = pieces[0];
    this.pathKeys = pieces.filter((_, index) => index % 2 === 1);
    const missing = partitionKeys.find(({ name }) => !this.pathKeys.includes(name));
    if (missing) {
      throw new Error(`Table ${table.name} has no \${${missing.name}} in its location`);
    }
    // A table without partitions is all that lies under its location, however deep.
    this.keyPattern =
      partitionKeys.length === 0
        ? `${literal(this.prefix)}(?:.*/)?`
        : pieces.map((piece, index) => (index % 2 === 1 ? `(${this.key(piece).pattern})` : literal(piece))).join('');
  }

  /** The partition that an object lies in, or undefined where Athena doesn't see it. */
  public partitionOf(objectKey: string): Partition | undefined {
    const values = new RegExp(`^${this.keyPattern}[^/]+$`).exec(objectKey)?.slice(1);
    if (!values?.every((value, index) => this.key(this.pathKeys[index]).has(value))) {
      return undefined;
    }
    return Object.fromEntries(this.pathKeys.map((name, index) => [name, values[index]]));
  }

  private key(name: string): ProjectedKey {
    const key = this.keys.get(name);
    if (!key) {
      throw new Error(`Table ${this.table.name} has \${${name}} in its location, which is none of its partition keys`);
    }
    return key;
  }
}

function projectedKey(name: string, parameters: Record<string, string>, today: string): ProjectedKey {
  const setting = (key: string) => {
    const value = parameters[`projection.${name}.${key}`] as string | undefined;
    if (value === undefined) {
      throw new Error(`projection.${name}.${key} is missing`);
    }
    return value;
  };
  const type = setting('type');
  if (type === 'enum') {
    // White space is part of a value.
    const values = new Set(setting('values').split(','));
    return { name, pattern: '[^/]+', has: (value) => values.has(value) };
  }
  if (type === 'injected') {
    // Athena takes whatever a query names, and a query without it fails: that is for the query to know.
    return { name, pattern: '[^/]+', has: () => true };
  }
  if (type === 'date') {
    expect(`projection.${name}.format`, setting('format'), 'yyyy/MM/dd');
    expect(`projection.${name}.interval`, parameters[`projection.${name}.interval`] ?? '1', '1');
    expect(`projection.${name}.interval.unit`, parameters[`projection.${name}.interval.unit`] ?? 'DAYS', 'DAYS');
    const bounds = setting('range')
      .split(',')
      .map((bound) => dayOf(bound, today));
    expect(`the number of bounds in projection.${name}.range`, bounds.length, 2);
    return {
      name,
      pattern: '[0-9]{4}/[0-9]{2}/[0-9]{2}',
      has: (value) => isDay(value) && bounds[0] <= value && value <= bounds[1],
    };
  }
  throw new Error(`projection.${name}.type is ${type}, which is unknown`);
}

/** A bound of a date range: a day, `NOW`, or days before or after it. */
function dayOf(bound: string, today: string): string {
  const relative = /^NOW(?:([+-]\d+)DAYS?)?$/.exec(bound.replace(/\s/g, ''));
  if (!relative && !DAY.test(bound)) {
    throw new Error(`The bound ${bound} of a projected range is unknown`);
  }
  return relative ? addDays(today, Number(relative[1] ?? 0)) : bound;
}

/** The day ('yyyy/MM/dd') so many days later. */
export function addDays(day: string, days: number): string {
  const [year, month, date] = day.split('/').map(Number);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10).replaceAll('-', '/');
}

function expect<Value>(name: string, value: Value, known: Value): void {
  if (value !== known) {
    throw new Error(`${name} is ${value}; only ${known} is known`);
  }
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
