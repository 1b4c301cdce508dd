import type { AuditQuery, QueryInput } from '../../lib/index'; // not '../lib': see bin/
import { OTHER_QUERIES, THEMES, isDefault, shortQuestion } from '../query-themes';
import { wrapped } from './text-table';

const WIDTH = 80;

interface QueryGroup {
  /** None for the queries of no theme. */
  readonly theme?: string;
  readonly heading: string;
  readonly queries: AuditQuery[];
}

const GROUPS: QueryGroup[] = [
  { heading: 'In no theme', queries: OTHER_QUERIES },
  ...THEMES.map(({ name, subject, queries }) => ({ theme: name, heading: `${name}: ${subject}`, queries })),
];

/** The names of all queries, by theme, with what they ask and what they need, in lines of 80 characters. */
export function queryList(): string {
  const texts = GROUPS.map(({ heading, queries }) => [heading, ...queries.flatMap(listed), ''].join('\n'));
  return [...texts, '* runs without --query, --theme and --sql-file\n'].join('\n');
}

/** The same as one JSON document. */
export function queriesAsJson(): string {
  const queries = GROUPS.flatMap(({ theme = null, queries: all }) =>
    all.map((query) => ({
      name: query.queryName,
      theme,
      isDefault: isDefault(query),
      title: query.title,
      question: query.question,
      inputs: query.inputs,
    })),
  );
  return `${JSON.stringify({ queries })}\n`;
}

function listed(query: AuditQuery): string[] {
  return [
    `${isDefault(query) ? '*' : ' '} ${query.queryName}`,
    ...wrapped(shortQuestion(query), WIDTH, '    '),
    ...query.inputs.flatMap((input) => wrapped(describe(input), WIDTH, '      ')),
  ];
}

function describe({ name, valueType, defaultValue, description }: QueryInput): string {
  const value = defaultValue === undefined ? '' : ` = ${defaultValue}`;
  return `--input ${name} (${valueType}${value}): ${description}`;
}
