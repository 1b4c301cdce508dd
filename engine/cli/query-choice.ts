import { type AuditQuery, QueryPack } from '../../lib/index'; // not '../lib': see bin/
import { OTHER_QUERIES, THEMES, isDefault, shortQuestion } from '../query-themes';
import type { CommandLine } from './command-line';

/** What decides which queries run, and with which inputs. */
export type QueryChoice = Pick<CommandLine, 'queries' | 'themes' | 'inputs'>;

/**
 * The queries that are asked for, in the order of the pack; without any, those that an audit saves by default.
 *
 * @throws if there is no such query or theme, or if none of the queries has an input that is given
 */
export function chosenQueries(choice: QueryChoice): AuditQuery[] {
  const unknown = choice.queries.find((name) => !QueryPack.ALL.some(({ queryName }) => queryName === name));
  if (unknown !== undefined) {
    throw new Error(`There is no query ${unknown}; --list names them all`);
  }
  const themed = choice.themes.flatMap(themeQueries);
  const asked = QueryPack.ALL.filter((query) => choice.queries.includes(query.queryName) || themed.includes(query));
  const queries = asked.length > 0 ? asked : QueryPack.REQUEST_IDENTIFICATION;
  requireKnownInputs(queries, choice.inputs);
  return queries;
}

/** The names of all queries, by theme, with what they ask and what they need. */
export function queryList(): string {
  const groups = [
    { heading: 'In no theme', queries: OTHER_QUERIES },
    ...THEMES.map(({ name, subject, queries }) => ({ heading: `${name}: ${subject}`, queries })),
  ];
  const texts = groups.map(({ heading, queries }) => `${heading}\n${queries.map(listed).join('\n')}\n`);
  return [...texts, '* runs without --query and --theme\n'].join('\n');
}

function themeQueries(name: string): AuditQuery[] {
  if (name === 'all') {
    return QueryPack.ALL;
  }
  const theme = THEMES.find((candidate) => candidate.name === name);
  if (!theme) {
    throw new Error(`There is no theme ${name}, only ${[...THEMES.map((other) => other.name), 'all'].join(', ')}`);
  }
  return theme.queries;
}

function requireKnownInputs(queries: AuditQuery[], inputs: Record<string, string>): void {
  const known = new Set(queries.flatMap((query) => query.inputs.map(({ name }) => name)));
  const stranger = Object.keys(inputs).find((name) => !known.has(name));
  if (stranger !== undefined) {
    const rest = known.size > 0 ? `, only ${[...known].join(', ')}` : '';
    throw new Error(`No query that runs has the input ${stranger}${rest}`);
  }
}

function listed(query: AuditQuery): string {
  const inputs = query.inputs.map(({ name, valueType, defaultValue, description }) => {
    const value = defaultValue === undefined ? '' : ` = ${defaultValue}`;
    return `\n    --input ${name} (${valueType}${value}): ${description}`;
  });
  return `${isDefault(query) ? '*' : ' '} ${query.queryName}: ${shortQuestion(query)}${inputs.join('')}`;
}
