import { invalid } from '../core/validation';
import { requireInputValue } from './input-values';
import { QueryInput, QueryInputType } from './query-input';

/** What the header of a query's `.sql` text says: comment lines such as `-- title: Requests to one bucket`. */
export interface QueryHeader {
  /** A few words that say what it lists. */
  readonly title?: string;
  /** The question that it answers. */
  readonly question?: string;
  /** What a row of its answer is. */
  readonly row?: string;
  /** What to do about a row. */
  readonly finding?: string;
  /** The page of AWS's documentation that its fields rest on. */
  readonly see?: string;
  /** The events without which it can only be empty, from `-- needs: reads`. Without such a line it asks for reads and writes. */
  readonly needs?: QueryNeeds;
  /** From `-- input: name (type = default) - meaning`, in their order. Both in parentheses may be left out. */
  readonly inputs: QueryInput[];
}

/** Data events that read or write, or management events, of which writes are meant where nothing is said. */
export type QueryNeeds = (typeof QUERY_NEEDS)[number];

const QUERY_NEEDS = ['reads', 'writes', 'reads or management reads', 'management events', 'any events'] as const;
const HEADER_KEYS = ['title', 'question', 'row', 'finding', 'see', 'needs', 'input'] as const;
const HEADER_LINE = new RegExp(`^\\s*--\\s?(${HEADER_KEYS.join('|')}):\\s*(.*?)\\s*$`, 'i');

/**
 * Reads the header of a query.
 *
 * @throws if an input isn't declared as it should be, or if the query needs what no trail has
 */
export function parseHeader(property: string, header: string): QueryHeader {
  const entries: [string, string][] = [];
  for (const line of header.split(/[\r\n]+/)) {
    const entry = HEADER_LINE.exec(line);
    const continuation = /^\s*--\s{2,}(.*?)\s*$/.exec(line);
    if (entry) {
      entries.push([entry[1].toLowerCase(), entry[2]]);
    } else if (continuation && entries.length > 0) {
      entries[entries.length - 1][1] += ` ${continuation[1]}`;
    }
  }
  const inputs = entries.filter(([key]) => key === 'input').map(([, value]) => parseInput(property, value));
  const twice = inputs.find(({ name }, index) => inputs.findIndex((other) => other.name === name) !== index);
  if (twice !== undefined) {
    invalid(property, `-- input: ${twice.name}`, 'each input once');
  }
  const text = (key: (typeof HEADER_KEYS)[number]) => entries.find(([name]) => name === key)?.[1];
  return {
    title: text('title'),
    question: text('question'),
    row: text('row'),
    finding: text('finding'),
    see: text('see'),
    needs: parseNeeds(property, text('needs')),
    inputs,
  };
}

function parseNeeds(property: string, text?: string): QueryNeeds | undefined {
  const needs = QUERY_NEEDS.find((known) => known === text);
  if (text !== undefined && needs === undefined) {
    invalid(
      property,
      `-- needs: ${text}`,
      `${QUERY_NEEDS.map((known) => `'-- needs: ${known}'`).join(', ')}, or no such line`,
    );
  }
  return needs;
}

function parseInput(property: string, line: string): QueryInput {
  const [, name, type = 'string', defaultValue, description = ''] =
    /^([A-Za-z_]\w*)(?:\s*\(\s*(\w+)\s*(?:=\s*([^)]*?)\s*)?\))?(?:\s+-\s+(.*))?$/.exec(line) ?? [];
  if (name === undefined) {
    invalid(property, `-- input: ${line}`, "a line such as '-- input: bucket (string) - its meaning'");
  }
  const valueType = Object.values(QueryInputType).find((known) => String(known) === type);
  if (valueType === undefined) {
    return invalid(property, `-- input: ${line}`, `a type that is one of ${Object.values(QueryInputType).join(', ')}`);
  }
  if (defaultValue !== undefined) {
    requireInputValue(`${property}: default of ${name}`, valueType, defaultValue);
  }
  return { name, description, valueType, defaultValue };
}
