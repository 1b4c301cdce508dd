import { generateLogFiles } from '../../engine/samples/log-generator';
import { writeLogFiles } from '../../engine/storage/log-files';
import { addDays } from '../../engine/storage/projected-table';
import { type Account, REGION } from './account';
import { type Answer, AthenaExecutor, type Statement } from './athena-executor';
import { BucketEngine } from './bucket-engine';
import { upload } from './deployed-bucket';
import { DeployedHistory } from './deployed-history';

/** A deployed request table, whose load and queries are answered over what lies in the deployed buckets. */
export class AnsweredHistory {
  public static async in(account: Account, today: string): Promise<AnsweredHistory> {
    const deployed = await DeployedHistory.in(account);
    const answered = new AnsweredHistory(account, deployed, deployed.audit.logBucket, today);
    answered.executor = await AthenaExecutor.start(account, async (statement) => {
      return (await answered.before(statement)) ?? answered.engine.answer(statement);
    });
    return answered;
  }

  public readonly engine: BucketEngine;
  /** What happens before a statement is answered, or the answer itself. */
  public before: (statement: Statement) => Answer | void | Promise<Answer | void> = () => undefined;
  private executor!: AthenaExecutor;

  private constructor(
    private readonly account: Account,
    public deployed: DeployedHistory,
    private readonly logBucket: string,
    today: string,
  ) {
    this.engine = new BucketEngine(account, () => [this.deployed.logDatabase, this.deployed.database], today);
  }

  /** The statements that were asked so far. */
  public get statements(): Statement[] {
    return this.executor.statements;
  }

  /** Puts a log file for each day and region where the trail delivers. */
  public async deliver(days: string[], region = REGION): Promise<void> {
    const folder = this.account.newFolder();
    writeLogFiles(folder, generateLogFiles({ accounts: [this.account.id], regions: [region], days }));
    await upload(this.account, folder, this.logBucket, '');
  }

  /** The days for which rows were inserted, from a statement on. */
  public insertedDays(first: number): string[] {
    return this.statements.slice(first).filter(isInsert).map(dayOf);
  }

  /** That the table has each event once that the logs of some days have, and that a query of it finds the same as over them. */
  public async expectAllOnce(days: string[]): Promise<void> {
    const requests = await this.deployed.requests();
    expect([...requests.values()].map(({ copies }) => copies)).toEqual(days.map(() => 1));
    expect([...requests.keys()]).toEqual(days);
    // The day is the last column: what was delivered again under the next one stands under that which was loaded first.
    const withoutDay = (row: unknown[]) => JSON.stringify(row.slice(0, -1));
    const loaded = (await this.deployed.answer('from-table')).map(withoutDay);
    const logged = (await this.deployed.answer('from-logs')).map(withoutDay);
    const [inTable, inLogs] = [new Set(loaded), new Set(logged)];
    expect(logged.filter((row) => !inTable.has(row))).toEqual([]);
    expect(loaded.filter((row) => !inLogs.has(row))).toEqual([]);
    expect(loaded).toHaveLength(inLogs.size);
    // Those of the last two days are in the logs alone.
    expect(loaded.length).toBeGreaterThan([...requests.values()].reduce((sum, { rows }) => sum + rows, 0));
  }

  public stop(): Promise<void> {
    return this.executor.stop();
  }
}

/** Whether it inserts rows of a day. */
export const isInsert = ({ statement }: Statement) => /^INSERT INTO \S+"requests" /.test(statement);
/** Whether it enters a day as loaded. */
export const isEntry = ({ statement }: Statement) => /^INSERT INTO \S+"loads" /.test(statement);
export const dayOf = ({ parameters }: Statement) => parameters[0].slice(1, -1);
export const daysTo = (first: string, last: string): string[] =>
  first > last ? [] : [first, ...daysTo(addDays(first, 1), last)];
