import { join } from 'node:path';
import { fetchJars } from '../../engine/trino/jars';
import { findJdk } from '../../engine/trino/jdk';
import { askProgram } from './ask-program';

/** What Trino makes of a statement. */
export interface SqlReading {
  /** Why it is no SQL, else null. */
  readonly error: string | null;
  /** Whether it is a query, not another statement. */
  readonly query: boolean;
  /** Each table that it reads, as often as it does; its own WITH queries are none. */
  readonly tables: string[];
  readonly parameters: number;
  readonly parametersOutsideWhere: number;
}

/** The words of Trino's SQL, and those of them that can't be names without quotes. */
export interface SqlKeywords {
  readonly keywords: string[];
  readonly reserved: string[];
}

/** Asks Trino's own parser, out of the jars that a server is started from. */
export async function askTrino(statements: string[]): Promise<{ readings: SqlReading[]; words: SqlKeywords }> {
  const { folder } = await fetchJars(findJdk());
  const options = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', join(folder, '*')];
  const questions = statements.map((statement) => JSON.stringify(statement));
  const [words, ...readings] = await askProgram('SqlOracle.java', questions, { options });
  return { readings: readings.map((line) => JSON.parse(line) as SqlReading), words: JSON.parse(words) as SqlKeywords };
}
