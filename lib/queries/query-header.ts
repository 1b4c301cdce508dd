import { Token } from 'aws-cdk-lib';
import { invalid } from '../core/validation';
import { requireNetwork } from './networks';
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
  const text = (key: (typeof HEADER_KEYS)[number]) => entries.find(([name]) => name === key)?.[1];
  return {
    title: text('title'),
    question: text('question'),
    row: text('row'),
    finding: text('finding'),
    see: text('see'),
    needs: parseNeeds(property, text('needs')),
    inputs: entries.filter(([key]) => key === 'input').map(([, value]) => parseInput(property, value)),
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

/** Whether a text is a value of the type, and what is allowed in words. */
const VALUES: Record<QueryInputType, [(text: string) => boolean, string]> = {
  [QueryInputType.STRING]: [(text) => text !== '', 'a text that is not empty'],
  [QueryInputType.LIST]: [(text) => text !== '', 'texts with commas between them'],
  [QueryInputType.CIDRS]: [(text) => text !== '', 'IPv4 and IPv6 networks with commas between them'],
  [QueryInputType.INTEGER]: [(text) => /^\d{1,18}$/.test(text), "a whole number, as a text such as '1000'"],
  [QueryInputType.DECIMAL]: [(text) => /^\d{1,15}(\.\d+)?$/.test(text), "a number, as a text such as '1.5'"],
};

/** @throws if a value is for no input of the query, or isn't one of its type; a token is only known at deployment, so it passes */
export function requireInputValues(queryName: string, inputs: QueryInput[], values: { [name: string]: string }): void {
  for (const [name, value] of Object.entries(values)) {
    const input = inputs.find((candidate) => candidate.name === name);
    if (!input) {
      return invalid(`inputs of ${queryName}`, name, inputs.map((other) => other.name).join(', ') || 'none');
    }
    requireInputValue(`inputs of ${queryName}: ${name}`, input.valueType, value);
  }
}

function requireInputValue(name: string, valueType: QueryInputType, value: string): void {
  const [isValue, allowed] = VALUES[valueType];
  if (!Token.isUnresolved(value) && !isValue(value)) {
    invalid(name, value, allowed);
  }
  if (valueType === QueryInputType.CIDRS && !Token.isUnresolved(value)) {
    // Of other white space, not every engine makes the same.
    value.split(',').forEach((network) => requireNetwork(name, network.replace(/^ +| +$/g, '')));
  }
}
