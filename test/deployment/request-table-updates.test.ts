import { GetTablesCommand } from '@aws-sdk/client-glue';
import { Account } from './account';
import { AnsweredHistory, daysTo } from './answered-history';
import { DeployedAudit } from './deployed-audit';
import { objectTags } from './deployed-bucket';
import { DeployedHistory } from './deployed-history';
import { endOf } from './executions';
import { StackResources } from './stack-resources';
import { effectsOf } from './update-effects';

const TODAY = '2026/11/18';
const LAST_DAYS = ['2026/11/15', '2026/11/16', '2026/11/17'];
const FIRST_DAY = '2026/11/09';

const account = new Account('353535353535');
const cdk = account.cdk('test/deployment/apps/requested-history.ts');
const resources = () => StackResources.of(account, 'S3AuditTrail');
let answered: AnsweredHistory;
let before: StackResources;
/** Where the rows are. */
let bucket: string;
let database: string;
let logBucket: string;

const kept = () => ({ TABLE: 'kept', TABLE_BUCKET: bucket, DATABASE: database });
const objects = async () =>
  new Map([...(await objectTags(account, bucket)), ...(await objectTags(account, logBucket))]);
const deployAnd = async (variables: Record<string, string>) => {
  await cdk.deploy(variables);
  answered.deployed = await DeployedHistory.in(account);
};

beforeAll(async () => {
  // GIVEN an audit, to which a request table is added
  await cdk.bootstrap();
  await cdk.deploy({ TABLE: 'none' });
  before = await resources();
  logBucket = (await DeployedAudit.in(account)).logBucket;
  await cdk.deploy();
  answered = await AnsweredHistory.in(account, TODAY);
  ({ bucket, database } = answered.deployed);
  await answered.deliver([...LAST_DAYS, TODAY]);
});
afterAll(() => answered?.stop());

test('it is added to an audit that is deployed, of which nothing goes', async () => {
  const { added, removed, replaced } = effectsOf(before, await resources());
  expect({ removed, replaced }).toEqual({ removed: [], replaced: [] });
  expect(added.filter((id) => !/^Audit(RequestTable|Queries)/.test(id))).toEqual([]);
  expect(answered.deployed.backFillCommand).toMatch(/'\{"firstDay":"yyyy\/MM\/dd"\}'$/);
});

describe('with a first day', () => {
  beforeAll(async () => {
    before = await resources();
    await deployAnd({ FIRST_DAY });
  });

  test('nothing but the command is another one, and it loads the days since then', async () => {
    expect(effectsOf(before, await resources())).toEqual({ added: [], removed: [], replaced: [] });
    const backFill = await endOf(account, await answered.deployed.startBackFill());
    expect(backFill.status).toBe('SUCCEEDED');
    await answered.expectAllOnce(LAST_DAYS);
    expect((await answered.deployed.loads()).map(([day]) => day)).toEqual(daysTo(FIRST_DAY, '2026/11/17'));
  });

  test('cdk diff finds no difference', async () => {
    expect(await cdk.requireNoDifference({ FIRST_DAY })).toContain('There were no differences');
  });
});

describe('a load whose role may not', () => {
  test('ask Athena fails, and tells so', async () => {
    await deployAnd({ FIRST_DAY, FORBIDDEN: 'athena' });
    const loaded = await answered.deployed.requests();
    const { status, error } = await answered.deployed.run();
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'RunBrokenOff' });
    expect(await answered.deployed.failure()).toMatchObject({ error: { Error: 'Athena.AccessDeniedException' } });
    expect(await answered.deployed.requests()).toEqual(loaded);
  });

  test('take its lock loads nothing, and tells so of each day', async () => {
    await deployAnd({ FIRST_DAY, FORBIDDEN: 'dynamodb' });
    const count = answered.statements.length;
    const { status, error } = await answered.deployed.run();
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'DaysNotLoaded' });
    expect(answered.insertedDays(count)).toEqual([]);
    for (const day of LAST_DAYS) {
      expect(await answered.deployed.failure()).toMatchObject({
        day,
        error: { Error: 'DynamoDB.AccessDeniedException' },
      });
    }
  });
});

describe('taken away', () => {
  let rows: Map<string, string>;
  beforeAll(async () => {
    await deployAnd({ FIRST_DAY });
    rows = await objects();
    await cdk.deploy({ TABLE: 'none' });
  });

  test('it leaves its bucket, its database and both tables, and all logs', async () => {
    expect(await tablesOf(database)).toEqual(['loads', 'requests']);
    expect(await objects()).toEqual(rows);
    expect((await resources()).count('AWS::StepFunctions::StateMachine')).toBe(0);
  });

  test('it can not be added as if it were new, and nothing is lost by trying', async () => {
    await expect(cdk.deploy({ FIRST_DAY })).rejects.toThrow(/already exists/i);
    expect(await tablesOf(database)).toEqual(['loads', 'requests']);
    expect(await objects()).toEqual(rows);
  });

  test('it is taken up again with its rows, and loads what is missing', async () => {
    await deployAnd(kept());
    await answered.deliver(['2026/11/17'], 'us-east-1');
    expect((await answered.deployed.run()).status).toBe('SUCCEEDED');
    await answered.expectAllOnce(LAST_DAYS);
  });
});

async function tablesOf(DatabaseName: string): Promise<string[]> {
  const { TableList } = await account.glue.send(new GetTablesCommand({ DatabaseName }));
  return TableList!.map(({ Name }) => Name!).sort();
}
