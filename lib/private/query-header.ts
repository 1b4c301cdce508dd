import { QueryInput } from '../query-input';
import { invalid, requireMatch } from './validation';

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
  /** Whether it asks for management events, from `-- needs: management events`. */
  readonly needsManagementEvents: boolean;
  /** From `-- input: name (type = default) - meaning`, in their order. Both in parentheses may be left out. */
  readonly inputs: QueryInput[];
}

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
    needsManagementEvents: needsManagementEvents(property, text('needs')),
    inputs: entries.filter(([key]) => key === 'input').map(([, value]) => parseInput(property, value)),
  };
}

function needsManagementEvents(property: string, needs?: string): boolean {
  if (needs !== undefined && needs !== 'management events') {
    invalid(property, `-- needs: ${needs}`, "'-- needs: management events', or no such line");
  }
  return needs !== undefined;
}

function parseInput(property: string, line: string): QueryInput {
  const [, name, type = 'string', defaultValue, description = ''] =
    /^([A-Za-z_]\w*)(?:\s*\(\s*(\w+)\s*(?:=\s*([^)]*?)\s*)?\))?(?:\s+-\s+(.*))?$/.exec(line) ?? [];
  if (name === undefined) {
    invalid(property, `-- input: ${line}`, "a line such as '-- input: bucket (string) - its meaning'");
  }
  if (!Object.hasOwn(INPUT_TYPES, type)) {
    invalid(property, `-- input: ${line}`, `a type that is one of ${Object.keys(INPUT_TYPES).join(', ')}`);
  }
  if (defaultValue !== undefined) {
    requireInputValue(`${property}: default of ${name}`, type, defaultValue);
  }
  return { name, description, valueType: type, defaultValue };
}

/** The types of an input: what its text must look like, and in words. */
const INPUT_TYPES: Record<string, [RegExp, string]> = {
  string: [/[^]/, 'a text that is not empty'],
  list: [/[^]/, 'texts with commas between them'],
  integer: [/^\d{1,18}$/, 'a whole number'],
  decimal: [/^\d{1,15}(\.\d+)?$/, 'a number such as 1.5'],
};

/** @throws if the value of an input isn't one of its type */
export function requireInputValue(name: string, type: string, value: string): void {
  const [pattern, allowed] = INPUT_TYPES[type];
  // JavaScript may give anything.
  if (typeof value !== 'string') {
    invalid(name, value, allowed);
  }
  requireMatch(name, value, pattern, allowed);
}
