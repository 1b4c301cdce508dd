import { addDays } from '../../engine/storage/projected-table';
import { GetDatabasesCommand, GetTablesCommand } from '@aws-sdk/client-glue';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { type DescribeExecutionOutput, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { Account } from './account';
import { AnsweredHistory, dayOf, daysTo, isEntry, isInsert } from './answered-history';
import { objectTags } from './deployed-bucket';
import { DeployedHistory } from './deployed-history';
import { endOf } from './executions';

const TODAY = '2026/11/18';
/** Of these days, the first five have no events: all of the logs lie in each window. */
const FIRST_DAY = '2026/11/09';
const FIRST_LOGS = '2026/11/14';
const LAST_DAYS = ['2026/11/15', '2026/11/16', '2026/11/17'];
const account = new Account('323232323232');
const cdk = account.cdk('test/deployment/apps/requested-history.ts');
let answered: AnsweredHistory;
let history: DeployedHistory;

function expectSuccess({ status, cause }: DescribeExecutionOutput): void {
  expect({ status, cause }).toEqual({ status: 'SUCCEEDED' });
}

beforeAll(async () => {
  // GIVEN an audit with logs, and a request table
  await cdk.bootstrap();
  await cdk.deploy({ FIRST_DAY });
  answered = await AnsweredHistory.in(account, TODAY);
  history = answered.deployed;
  await answered.deliver(daysTo(FIRST_LOGS, TODAY));
});
afterEach(() => {
  answered.before = () => undefined;
});
afterAll(() => answered?.stop());

test('a daily run loads the last three days that ended, and a second one adds nothing', async () => {
  const end = await history.run();
  expectSuccess(end);
  expect(JSON.parse(end.output!)).toEqual({ days: LAST_DAYS });
  const requests = await history.requests();
  expect([...requests.keys()]).toEqual(LAST_DAYS);
  const loads = await history.loads();
  expect(loads.map(([day]) => day)).toEqual(LAST_DAYS);
  expect(loads[0]).toEqual([LAST_DAYS[0], requests.get(LAST_DAYS[0])!.rows]);
  expect(await history.lock()).toBeUndefined();

  const files = await objectTags(account, history.bucket);
  expectSuccess(await history.run());
  expect(await history.requests()).toEqual(requests);
  expect(await history.loads()).toEqual(loads);
  expect(await objectTags(account, history.bucket)).toEqual(files);
  expect(await history.loadedDays()).toBe(6);
  expect(await history.failure()).toBeUndefined();
});

test('a query of days that are not loaded fails, and says so', async () => {
  await expect(history.answer('from-table')).rejects.toThrow(
    '6 days of the window are not in the request table, the first is 2026/11/09',
  );
});

test('a back-fill that is stopped goes on where it stopped, once the lock that it held has expired', async () => {
  // GIVEN one that is stopped after rows of a day are inserted, and before the day is entered
  const stopped = await history.startBackFill();
  const isThere = new Promise<void>((resolve) => {
    answered.before = async (statement) => {
      if (isEntry(statement) && dayOf(statement) === '2026/11/14') {
        await account.stepFunctions.send(new StopExecutionCommand({ executionArn: stopped }));
        resolve();
        throw new Error('The query was cancelled');
      }
    };
  });
  await isThere;
  answered.before = () => undefined;
  expect(await history.lock()).toMatchObject({ owner: { S: stopped } });
  const loaded = daysTo(FIRST_DAY, '2026/11/13');
  expect((await history.loads()).map(([day]) => day)).toEqual([...loaded, ...LAST_DAYS]);

  // WHEN
  const count = answered.statements.length;
  const next = await history.startBackFill();
  await new Promise((resolve) => setTimeout(resolve, 2500));

  // THEN it waits
  expect(answered.insertedDays(count)).toEqual([]);
  expect(await history.lock()).toMatchObject({ owner: { S: stopped } });
  await history.ageLock();
  expectSuccess(await endOf(account, next));
  expect(answered.insertedDays(count)).toEqual(['2026/11/14']);
  await answered.expectAllOnce(daysTo(FIRST_LOGS, '2026/11/17'));
});

test.each([
  ...['2026/02/30', '2026/13/01', '26/01/01', 'yesterday', 20260101].map((firstDay) => ({ firstDay })),
  { firstday: '2026/11/09' },
  { firstDay: '2026/11/09', again: 'true' },
  { again: 1 },
])('an execution whose input is %j, which says no day or what nobody knows, fails and asks nothing', async (input) => {
  const count = answered.statements.length;
  const { status } = await endOf(account, await history.start(input));
  expect(status).toBe('FAILED');
  expect(answered.statements).toHaveLength(count);
});

test('an execution that is to load all days again does, from a day with dashes, too', async () => {
  const count = answered.statements.length;
  const input = { firstDay: '2026-11-13', again: true };
  expectSuccess(await endOf(account, await history.start(input)));
  expect(answered.insertedDays(count)).toEqual([...LAST_DAYS, '2026/11/13', '2026/11/14']);
  await answered.expectAllOnce(daysTo(FIRST_LOGS, '2026/11/17'));
});

test('a late file of a day is loaded by the next run', async () => {
  const [{ rows }, loads] = [(await history.requests()).get('2026/11/16')!, await history.loads()];
  await answered.deliver(['2026/11/16'], 'us-east-1');
  expectSuccess(await history.run());
  const more = (await history.requests()).get('2026/11/16')!.rows;
  expect(more).toBeGreaterThan(rows);
  expect((await history.loads()).length).toBe(loads.length + 1);
  await answered.expectAllOnce(daysTo(FIRST_LOGS, '2026/11/17'));
});

test('a statement that fails is tried again', async () => {
  await answered.deliver(['2026/11/17'], 'us-east-1');
  let failures = 0;
  answered.before = (statement) => {
    if (isInsert(statement) && dayOf(statement) === '2026/11/17' && failures++ === 0) {
      throw new Error('ICEBERG_COMMIT_ERROR: Failed to commit');
    }
  };
  const count = answered.statements.length;
  expectSuccess(await history.run());
  expect(answered.insertedDays(count)).toEqual([...LAST_DAYS, '2026/11/17']);
  await answered.expectAllOnce(daysTo(FIRST_LOGS, '2026/11/17'));
  expect(await history.failure()).toBeUndefined();
});

test('a day with a file that can not be read leaves the others loaded, is told of, and is loaded once it is mended', async () => {
  // GIVEN a night without a load, so that late files of four days have to be looked for
  answered.engine.today = '2026/11/20';
  await answered.deliver(['2026/11/19', '2026/11/20']);
  const Key = [...(await objectTags(account, history.audit.logBucket)).keys()].find((key) =>
    key.includes('/2026/11/18/'),
  )!;
  const place = { Bucket: history.audit.logBucket, Key };
  const file = await (await account.s3.send(new GetObjectCommand(place))).Body!.transformToByteArray();
  await account.s3.send(new PutObjectCommand({ ...place, Body: 'no gzip' }));
  const days = await history.loadedDays();

  // WHEN
  const executionArn = await history.start();
  const { status, error, cause } = await endOf(account, executionArn);

  // THEN
  expect({ status, error, cause }).toEqual({
    status: 'FAILED',
    error: 'DaysNotLoaded',
    cause: '1 of 4 days could not be loaded: see the dead-letter queue',
  });
  expect(await history.failure()).toEqual({
    day: '2026/11/18',
    error: {
      Error: 'States.TaskFailed',
      Cause: expect.stringMatching(/"StateChangeReason": ?"HIVE_CURSOR_ERROR: /) as string,
    },
    execution: executionArn,
  });
  expect(await history.failure()).toBeUndefined();
  expect(await history.loadedDays()).toBe(days + 3);
  expect(await history.lock()).toBeUndefined();
  expect([...(await history.requests()).keys()]).toEqual([...daysTo(FIRST_LOGS, '2026/11/17'), '2026/11/19']);
  await expect(history.answer('from-table')).rejects.toThrow(
    '1 days of the window are not in the request table, the first is 2026/11/18',
  );

  // WHEN
  await account.s3.send(new PutObjectCommand({ ...place, Body: file }));
  expectSuccess(await history.run());

  // THEN
  await answered.expectAllOnce(daysTo(FIRST_LOGS, '2026/11/19'));
});

test('of two that start together, each day is loaded once', async () => {
  answered.engine.today = '2026/11/22';
  await answered.deliver(['2026/11/21', '2026/11/22']);
  const loads = await history.loads();
  const executions = await Promise.all([history.start(), history.start()]);
  for (const execution of executions) {
    expectSuccess(await endOf(account, execution));
  }
  await answered.expectAllOnce(daysTo(FIRST_LOGS, '2026/11/21'));
  // Of the first two, late files were looked for.
  expect(await history.loads()).toHaveLength(loads.length + 4);
});

test('a back-fill of more than 20 days goes on behind them in another execution, also where some could not be loaded', async () => {
  // GIVEN an Athena that has 25 days to load, and loads them at once, but for the first one
  const missing = daysTo(FIRST_DAY, addDays(FIRST_DAY, 24));
  const [broken] = missing;
  answered.before = (statement) => {
    if (isInsert(statement) && dayOf(statement) === broken) {
      throw new Error('HIVE_CURSOR_ERROR');
    }
    if (isEntry(statement)) {
      missing.splice(missing.indexOf(dayOf(statement)), 1);
    }
    const [first] = statement.parameters.map((parameter) => parameter.replaceAll("'", ''));
    return statement.statement.startsWith('INSERT')
      ? { columns: [], rows: [], updateCount: 1 }
      : {
          columns: ['day'],
          rows: missing
            .filter((day) => day >= first)
            .slice(0, 20)
            .map((day) => [day]),
        };
  };
  const days = await history.loadedDays();
  const known = await history.executions();

  // WHEN
  const first = await history.startBackFill();
  expect(await endOf(account, first)).toMatchObject({ status: 'FAILED', error: 'DaysNotLoaded' });

  // THEN
  const others = (await history.executions()).filter((each) => each !== first && !known.includes(each));
  expect(others).toHaveLength(1);
  const second = await endOf(account, others[0]);
  expectSuccess(second);
  expect(JSON.parse(second.input!)).toEqual({ firstDay: addDays(FIRST_DAY, 20), again: false });
  expect(missing).toEqual([broken]);
  expect(await history.loadedDays()).toBe(days + 24);
  expect(await history.failure()).toMatchObject({ day: broken });
});

describe('destroyed', () => {
  let left: { bucket: string; database: string; logBucket: string };
  let objects: Map<string, string>[];
  const objectsOf = () => Promise.all([left.bucket, left.logBucket].map((bucket) => objectTags(account, bucket)));
  beforeAll(async () => {
    left = { bucket: history.bucket, database: history.database, logBucket: history.audit.logBucket };
    objects = await objectsOf();
    await cdk.destroy({ FIRST_DAY }, ['S3AuditTrail']);
  });

  test('it leaves its database with both tables, and no other one, and all rows and logs', async () => {
    const { DatabaseList } = await account.glue.send(new GetDatabasesCommand({}));
    expect(DatabaseList!.map(({ Name }) => Name)).toEqual([left.database]);
    const { TableList } = await account.glue.send(new GetTablesCommand({ DatabaseName: left.database }));
    expect(TableList!.map(({ Name }) => Name).sort()).toEqual(['loads', 'requests']);
    expect(await objectsOf()).toEqual(objects);
  });

  test('a deployment that takes it up answers from its rows, and loads what came since', async () => {
    // WHEN
    const { bucket, database, logBucket } = left;
    await cdk.deploy({ TABLE: 'kept', TABLE_BUCKET: bucket, DATABASE: database, LOG_BUCKET: logBucket });
    history = await DeployedHistory.in(account);
    answered.deployed = history;

    // THEN
    await answered.expectAllOnce(daysTo(FIRST_LOGS, '2026/11/21'));
    answered.engine.today = '2026/11/23';
    await answered.deliver(['2026/11/23']);
    expectSuccess(await history.run());
    await answered.expectAllOnce(daysTo(FIRST_LOGS, '2026/11/22'));
  });
});
