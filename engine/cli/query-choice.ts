import { AuditQuery, QueryPack } from '../../lib/index'; // not '../lib': see bin/
import { THEMES } from '../query-themes';
import { calledFrom } from './called-from';
import type { CommandLine } from './command-line';
import { didYouMean } from './nearest';
import { reasonOf } from './reason';

const NAMES = QueryPack.ALL.map(({ queryName }) => queryName);

/** What decides which queries run, and with which inputs. */
export type QueryChoice = Pick<CommandLine, 'queries' | 'themes' | 'sqlFiles' | 'inputs'>;

/**
 * The queries that are asked for, in the order of the pack; without any, those that an audit saves by default.
 *
 * @throws if there is no such query or theme, or if none of the queries has an input that is given
 */
export function chosenQueries(choice: QueryChoice): AuditQuery[] {
  const unknown = choice.queries.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `There is no query ${unknown}.${didYouMean(unknown, NAMES)} --list names them all, and --help the options`,
    );
  }
  const themed = choice.themes.flatMap(themeQueries);
  const asked = [
    ...QueryPack.ALL.filter((query) => choice.queries.includes(query.queryName) || themed.includes(query)),
    ...choice.sqlFiles.map(ownQuery),
  ];
  const queries = asked.length > 0 ? asked : QueryPack.REQUEST_IDENTIFICATION;
  requireKnownInputs(queries, choice.inputs);
  return queries;
}

function ownQuery(file: string): AuditQuery {
  try {
    return AuditQuery.fromFile(calledFrom(file));
  } catch (error) {
    throw new Error(`--sql-file ${file}: ${reasonOf(error as Error)}`);
  }
}

function themeQueries(name: string): AuditQuery[] {
  if (name === 'all') {
    return QueryPack.ALL;
  }
  const theme = THEMES.find((candidate) => candidate.name === name);
  if (!theme) {
    const names = [...THEMES.map((other) => other.name), 'all'];
    throw new Error(`There is no theme ${name}, only ${names.join(', ')}.${didYouMean(name, names)}`);
  }
  return theme.queries;
}

function requireKnownInputs(queries: AuditQuery[], inputs: Record<string, string>): void {
  const known = new Set(queries.flatMap((query) => query.inputs.map(({ name }) => name)));
  const stranger = Object.keys(inputs).find((name) => !known.has(name));
  if (stranger !== undefined) {
    const names = [...known];
    const rest = names.length > 0 ? `, only ${names.join(', ')}.${didYouMean(stranger, names)}` : '; none has any';
    throw new Error(`No query that runs has the input ${stranger}${rest}`.replace(/\.$/, ''));
  }
}
