import { join } from 'node:path';
import { type AuditQuery, QueryPack } from '../lib/index'; // not '../lib': see bin/

/** A list of the pack by what its queries are about. */
export interface QueryTheme {
  /** As it is given to `npm start`. */
  readonly name: string;
  /** As it is read. */
  readonly title: string;
  /** Name of the list in `QueryPack`. */
  readonly list: string;
  /** What its queries are about. */
  readonly subject: string;
  readonly queries: AuditQuery[];
}

/** Every query of the pack but `sample-events` stands in exactly one of them. */
export const THEMES: QueryTheme[] = [
  theme('SIGNATURES', 'How requests are signed, and who has to upgrade what'),
  theme('ACCESS', 'Who touched what'),
  theme('EXPOSURE', 'Who got in, or tried to, from where'),
  theme('PROTECTION', 'How data is encrypted, at rest and on its way'),
  theme('DELETION', 'What was destroyed'),
  theme('CONFIGURATION', 'Who changed what protects the buckets and the audit'),
  theme('COST_AND_VOLUME', 'How much is requested, and what its audit costs'),
];

/** The queries of the pack that stand in no theme. */
export const OTHER_QUERIES = QueryPack.ALL.filter((query) => themeOf(query) === undefined);

export function themeOf(query: AuditQuery): QueryTheme | undefined {
  return THEMES.find(({ queries }) => queries.includes(query));
}

/** The file of the query's text, in the folder of its theme. */
export function sqlFile(query: AuditQuery): string {
  return join('lib/queries', themeOf(query)?.name ?? '', `${query.queryName}.sql`);
}

/** Whether the query is saved where no others are asked for. */
export function isDefault(query: AuditQuery): boolean {
  return QueryPack.REQUEST_IDENTIFICATION.includes(query);
}

/** The first sentence of a query's question. */
export function shortQuestion({ question }: AuditQuery): string {
  return /^.*?[.?](?=\s|$)/s.exec(question)?.[0] ?? question;
}

function theme(list: Exclude<keyof typeof QueryPack, 'prototype'>, subject: string): QueryTheme {
  const words = list.toLowerCase().split('_');
  const title = words.join(' ');
  return {
    name: words.join('-'),
    title: title[0].toUpperCase() + title.slice(1),
    list,
    subject,
    queries: QueryPack[list],
  };
}
