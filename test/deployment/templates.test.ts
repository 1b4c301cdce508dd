import { ListNamedQueriesCommand, ListWorkGroupsCommand } from '@aws-sdk/client-athena';
import { ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeTrailsCommand, GetEventSelectorsCommand } from '@aws-sdk/client-cloudtrail';
import { GetDatabasesCommand } from '@aws-sdk/client-glue';
import { CreateBucketCommand, GetBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import { DuckDBEngine } from '../../engine/duckdb/engine';
import { generateLogFiles } from '../../engine/samples/log-generator';
import { writeLogFiles } from '../../engine/storage/log-files';
import { addDays } from '../../engine/storage/projected-table';
import { AuditQuery, QueryPack } from '../../lib';
import { auditTrailTemplate } from '../../templates/audit-trail-template';
import { type Inputs, requestsIn } from '../answers/questions';
import { type FiledRecord, filedRecords } from '../answers/record';
import { answerOf } from '../cases/query-cases';
import { EVERY_QUERY, inputsOfTemplate } from '../cases/template-cases';
import { StackOfTemplate } from '../templates/stack-of-template';
import { Account, REGION } from './account';
import { asGlueTable, asGlueView, DeployedAudit } from './deployed-audit';
import { bucketNames, download, objectTags, upload } from './deployed-bucket';
import { PlainStack } from './plain-stack';
import { runQuery } from './query-run';

const TODAY = '2026/11/18';
const DAYS = Array.from({ length: 6 }, (_, index) => addDays(TODAY, index - 5));
const account = new Account('262626262626');
const stranger = '999999999999';
const member = '444455556666';
const ORGANIZATION = 'o-a1b2c3d4e5';
const LOGS = `amzn-s3-demo-logs-${account.id}`;
const TEMPLATE_BUCKET = `amzn-s3-demo-templates-${account.id}`;

const audit = new PlainStack(account, TEMPLATE_BUCKET, 'Audit', 's3-audit-trail.template.json');
const overLogs = new PlainStack(account, TEMPLATE_BUCKET, 'OverLogs', 's3-audit.template.json');
const files = [
  ...generateLogFiles({ accounts: [account.id, member, stranger], regions: [REGION, 'us-east-1'], days: DAYS }),
];

/** The records of some accounts. */
function recordsOf(...accounts: string[]): FiledRecord[] {
  return filedRecords(files.filter(({ account }) => accounts.includes(account)));
}

/** Asks what somebody finds who has the account alone. */
async function expectAnswers(
  stackName: string,
  bucket: string,
  { records, windowDays, own }: { records: FiledRecord[]; windowDays: number; own?: Inputs },
): Promise<void> {
  const deployed = await DeployedAudit.in(account, stackName);
  const [folder, table, view] = [account.newFolder(), await deployed.table(), asGlueView(await deployed.view())];
  const [saved, prepared] = [await deployed.namedQueries(), await deployed.preparedStatements()];
  await download(account, bucket, folder);
  const tables = [asGlueTable(table)];
  const engine = await DuckDBEngine.open({ tables, views: [view], folderOf: () => folder, today: TODAY });
  try {
    const lastDays = { firstDay: addDays(TODAY, -windowDays), lastDay: TODAY };
    for (const { Name, QueryString } of saved) {
      const query = QueryPack.ALL.find(({ queryName }) => queryName === Name)!;
      answerOf(query, records, lastDays, inputsOfTemplate(query, REGION, own)).check(await engine.run(QueryString!));
    }
    const twoDays = { firstDay: DAYS[0], lastDay: DAYS[1] };
    const query = AuditQuery.SIGV2_REQUESTS;
    const { QueryStatement } = prepared.find(({ StatementName }) => StatementName === query.statementName)!;
    const answer = await engine.run(QueryStatement!, Object.values(twoDays));
    expect(answer.rows).not.toHaveLength(0);
    answerOf(query, records, twoDays, {}).check(answer);
    const ofView = await engine.run(`SELECT event_id FROM "${view.database}"."${view.name}" WHERE day = '${TODAY}'`);
    const ids = requestsIn(records, { firstDay: TODAY, lastDay: TODAY }).map(({ event_id }) => event_id);
    expect(ofView.rows.flat().sort()).toEqual(ids.sort());
  } finally {
    await engine.close();
  }
}

beforeAll(() => PlainStack.upload(account, TEMPLATE_BUCKET));

describe('what CloudFormation refuses, before it makes anything', () => {
  const refused: [PlainStack, Record<string, string>, RegExp][] = [
    [audit, { WindowDays: '31' }, /WindowDays\W+must be a whole number, 0 to 30/],
    [audit, { RetentionDays: '30.5' }, /RetentionDays\W+must be a whole number, 30 to 36500/],
    [audit, { Name: 'Audit' }, /Name\W+must be lower-case letters/],
    [audit, { ManagementEvents: 'SOME' }, /ManagementEvents/],
    [audit, { Regions: 'eu-west-1,eu-west-1' }, /Regions\W+must be names of regions that this release knows/],
    [audit, { ConfigurationQueries: 'true' }, /ConfigurationQueries needs ManagementEvents/],
    [audit, { RequestIdentificationQueries: 'false' }, /At least one list/],
    [overLogs, {}, /LogBucketName/],
    [overLogs, { LogBucketName: LOGS, OrganizationId: ORGANIZATION }, /OrganizationId needs Accounts/],
    [overLogs, { LogBucketName: LOGS, Accounts: `${account.id}, ${member}` }, /Accounts\W+must be ids of 12 digits/],
    [overLogs, { LogBucketName: LOGS, FirstDay: '2026/02/30' }, /FirstDay\W+must be a day of the calendar/],
    [overLogs, { LogBucketName: LOGS, Prefix: 'a/AWSLogs' }, /Prefix\W+must be letters, digits/],
  ];

  test.each(refused.map((one) => [JSON.stringify(one[1]), ...one] as const))(
    '%s',
    async (_, stack, parameters, message) => {
      await expect(stack.create(parameters)).rejects.toThrow(message);
      const { StackSummaries } = await account.cloudFormation.send(new ListStacksCommand({}));
      expect(StackSummaries).toEqual([]);
    },
  );
});

describe('the audit, with a trail', () => {
  let deployed: DeployedAudit;
  let logs: Map<string, string>;
  const own = () => ({ trail: deployed.trailName, log_bucket: deployed.logBucket });
  const parameters = {
    ...EVERY_QUERY,
    Name: 'plain',
    ExcludedBucket: 'amzn-s3-demo-website',
    ManagementEvents: 'WRITE_ONLY',
    WindowDays: '2',
    RetentionDays: '90',
  };
  beforeAll(async () => {
    // WHEN
    await audit.create(parameters);
    deployed = await DeployedAudit.in(account, 'Audit');
    const folder = account.newFolder();
    writeLogFiles(folder, files);
    await upload(account, folder, deployed.logBucket, '');
    logs = await objectTags(account, deployed.logBucket);
  });

  test('has the names that its outputs say, and its trail records what was asked for', async () => {
    const { RunQuery, SavedQueries, ...outputs } = await audit.outputs();
    expect(outputs).toEqual({
      Trail: `plain-${REGION}`,
      LogBucket: deployed.logBucket,
      ResultsBucket: deployed.resultsBucket,
      Workgroup: 'plain',
      Database: 'plain',
      Table: 'cloudtrail_logs',
    });
    expect([RunQuery, SavedQueries]).toEqual([
      expect.stringContaining('--work-group plain '),
      expect.stringContaining(REGION),
    ]);
    expect([deployed.trailName, deployed.workgroup, deployed.database]).toEqual([outputs.Trail, 'plain', 'plain']);
    const selectors = await account.cloudTrail.send(new GetEventSelectorsCommand({ TrailName: deployed.trailName }));
    const [data, management, ...others] = selectors.AdvancedEventSelectors!;
    expect(others).toEqual([]);
    expect(management.FieldSelectors).toEqual([
      { Field: 'eventCategory', Equals: ['Management'] },
      { Field: 'readOnly', Equals: ['false'] },
    ]);
    const arns = data.FieldSelectors!.find(({ Field }) => Field === 'resources.ARN');
    expect(arns!.NotStartsWith).toEqual(
      [deployed.logBucket, deployed.resultsBucket, 'amzn-s3-demo-website'].map((name) => `arn:aws:s3:::${name}/`),
    );
    const lifecycle = new GetBucketLifecycleConfigurationCommand({ Bucket: deployed.logBucket });
    const { Rules } = await account.s3.send(lifecycle);
    expect(Rules!.find(({ ID }) => ID === 'Retention')!.Expiration!.Days).toBe(90);
  });

  test('each statement is made after those that it waits for', async () => {
    const created = await audit.created();
    const stack = new StackOfTemplate(auditTrailTemplate(), parameters);
    const statements = stack.resourcesOf('AWS::Athena::PreparedStatement');
    const early = statements.filter((id) =>
      stack.waitsFor(id).some((other) => created.indexOf(other) > created.indexOf(id)),
    );
    expect(early).toEqual([]);
    expect(created).toEqual(expect.arrayContaining(statements));
  });

  test('answers as a filter over the delivered records, by every saved query', async () => {
    expect(await deployed.namedQueries()).toHaveLength(39);
    await expectAnswers('Audit', deployed.logBucket, { records: recordsOf(account.id), windowDays: 2, own: own() });
  });

  test('runs a query, as its output says', async () => {
    const { RunQuery } = await audit.outputs();
    const [, statement] = /--query-string "(.*)"$/.exec(RunQuery)!;
    await runQuery(account, 'plain', statement.replaceAll('$(date -u +%Y/%m/%d)', TODAY));
  });

  describe('with other parameters', () => {
    let before: Record<string, string>;
    beforeAll(async () => {
      before = deployed.resources.physicalIds();
      // WHEN
      await audit.update({
        WindowDays: '3',
        AccessQueries: 'false',
        RequestIdentificationQueries: 'false',
        ManagementEvents: 'ALL',
        RetentionDays: '30',
      });
      deployed = await DeployedAudit.in(account, 'Audit');
    });

    test('every log file is there, and nothing but queries is replaced', async () => {
      expect(await objectTags(account, deployed.logBucket)).toEqual(logs);
      const after = deployed.resources.physicalIds();
      const moved = Object.keys({ ...before, ...after }).filter((id) => before[id] !== after[id]);
      expect(moved.filter((id) => !/(NamedQuery|PreparedStatement)\w{8}$/.test(id))).toEqual([]);
    });

    test('the lists that were left out are gone, but for what others have, too', async () => {
      const names = (await deployed.preparedStatements()).map(({ StatementName }) => StatementName!);
      const { SIGNATURES, EXPOSURE, PROTECTION, DELETION, CONFIGURATION, COST_AND_VOLUME } = QueryPack;
      const left = [SIGNATURES, EXPOSURE, PROTECTION, DELETION, CONFIGURATION, COST_AND_VOLUME].flat();
      expect(names.sort()).toEqual(left.map(({ statementName }) => statementName).sort());
    });

    test('the others look back as far as was asked for', async () => {
      await expectAnswers('Audit', deployed.logBucket, { records: recordsOf(account.id), windowDays: 3, own: own() });
    });
  });
});

describe('over the logs of an organization', () => {
  beforeAll(async () => {
    // GIVEN
    const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
    await account.s3.send(new CreateBucketCommand({ Bucket: LOGS, CreateBucketConfiguration }));
    const folder = account.newFolder();
    writeLogFiles(folder, files, `audit/AWSLogs/${ORGANIZATION}`);
    writeLogFiles(folder, files, 'AWSLogs');
    await upload(account, folder, LOGS, '');

    // WHEN
    await overLogs.create({
      LogBucketName: LOGS,
      Prefix: 'audit',
      OrganizationId: ORGANIZATION,
      Accounts: [account.id, member].join(','),
      FirstDay: DAYS[0],
      ExposureQueries: 'true',
      ExpectedNetworks: EVERY_QUERY.ExpectedNetworks,
    });
  });

  test('beside the other stack, every saved query answers as a filter over the records', async () => {
    await expectAnswers('OverLogs', LOGS, { records: recordsOf(account.id, member), windowDays: 7 });
  });

  test('where an account’s own logs lie without a prefix, it sees these', async () => {
    await overLogs.update({ Prefix: '', OrganizationId: '', Accounts: '' });
    await expectAnswers('OverLogs', LOGS, { records: recordsOf(account.id), windowDays: 7 });
  });
});

test('once the stacks are deleted, the buckets are there with every object, and nothing else', async () => {
  // GIVEN
  const deployed = await DeployedAudit.in(account, 'Audit');
  const other = await DeployedAudit.in(account, 'OverLogs');
  const kept = [deployed.logBucket, deployed.resultsBucket, other.resultsBucket, LOGS, TEMPLATE_BUCKET];
  const objects = () => Promise.all(kept.map((bucket) => objectTags(account, bucket)));
  const before = await objects();

  // WHEN
  await audit.delete();
  await overLogs.delete();

  // THEN
  expect(new Set(await bucketNames(account))).toEqual(new Set(kept));
  expect(await objects()).toEqual(before);
  expect((await account.cloudTrail.send(new DescribeTrailsCommand({}))).trailList).toEqual([]);
  expect((await account.glue.send(new GetDatabasesCommand({}))).DatabaseList).toEqual([]);
  const { WorkGroups } = await account.athena.send(new ListWorkGroupsCommand({}));
  expect(WorkGroups!.map(({ Name }) => Name)).toEqual(['primary']);
  expect((await account.athena.send(new ListNamedQueriesCommand({}))).NamedQueryIds).toEqual([]);
});
