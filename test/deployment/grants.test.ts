import {
  BatchGetNamedQueryCommand,
  BatchGetQueryExecutionCommand,
  CreateDataCatalogCommand,
  CreateNamedQueryCommand,
  CreatePreparedStatementCommand,
  CreateWorkGroupCommand,
  DeleteNamedQueryCommand,
  DeletePreparedStatementCommand,
  DeleteWorkGroupCommand,
  GetDataCatalogCommand,
  GetDatabaseCommand as GetAthenaDatabaseCommand,
  GetNamedQueryCommand,
  GetPreparedStatementCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetTableMetadataCommand,
  GetWorkGroupCommand,
  ListDataCatalogsCommand,
  ListDatabasesCommand,
  ListNamedQueriesCommand,
  ListPreparedStatementsCommand,
  ListQueryExecutionsCommand,
  ListTableMetadataCommand,
  ListWorkGroupsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  UpdatePreparedStatementCommand,
  UpdateWorkGroupCommand,
} from '@aws-sdk/client-athena';
import {
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CreateDatabaseCommand,
  CreateTableCommand,
  DeleteDatabaseCommand,
  DeleteTableCommand,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetPartitionsCommand,
  GetTableCommand,
  GetTablesCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-glue';
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { Account, REGION } from './account';
import { DeployedAudit } from './deployed-audit';
import { objectTags } from './deployed-bucket';
import { runQuery } from './query-run';

const root = new Account('777788889999');
const OTHER_BUCKET = 'amzn-s3-demo-other';

let audit: DeployedAudit;
let analyst: Account;
let investigator: Account;
let auditor: Account;
let visitor: Account;
let log: string;
/** Of the log, before it was overwritten. */
let firstVersion: string;
/** What other services and accounts put under the same `AWSLogs/`. */
let otherLogs: string[];
/** Of the audit's workgroup and of another one. */
let ids: { query: string; execution: string; result: string; otherQuery: string; otherExecution: string };

beforeAll(async () => {
  // GIVEN an audit in use, and other things in the same account
  const cdk = root.cdk('test/deployment/apps/analyst.ts');
  await cdk.bootstrap();
  await cdk.deploy();
  audit = await DeployedAudit.in(root);
  log = `AWSLogs/${root.id}/CloudTrail/${REGION}/2026/11/17/log.json.gz`;
  const put = () => root.s3.send(new PutObjectCommand({ Bucket: audit.logBucket, Key: log, Body: '{}' }));
  firstVersion = (await put()).VersionId!;
  await put();
  otherLogs = [
    `AWSLogs/${root.id}/Config/${REGION}/2026/11/17/history.json.gz`,
    `AWSLogs/${root.id}/CloudTrail-Digest/${REGION}/2026/11/17/digest.json.gz`,
    `AWSLogs/111122223333/CloudTrail/${REGION}/2026/11/17/log.json.gz`,
  ];
  for (const Key of ['elsewhere', ...otherLogs]) {
    await root.s3.send(new PutObjectCommand({ Bucket: audit.logBucket, Key, Body: '{}' }));
  }
  await root.s3.send(new CreateBucketCommand({ Bucket: OTHER_BUCKET }));
  await root.s3.send(new PutObjectCommand({ Bucket: OTHER_BUCKET, Key: log, Body: '{}' }));
  const OutputLocation = `s3://${OTHER_BUCKET}/`;
  await root.athena.send(
    new CreateWorkGroupCommand({ Name: 'other', Configuration: { ResultConfiguration: { OutputLocation } } }),
  );
  const other = new CreateNamedQueryCommand({ Name: 'q', Database: 'd', QueryString: 'SELECT 1', WorkGroup: 'other' });
  await root.glue.send(
    new CreateTableCommand({ DatabaseName: audit.database, TableInput: { Name: 'other', StorageDescriptor: {} } }),
  );
  await root.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'default' } }));
  const execution = await runQuery(root, audit.workgroup, 'SELECT 1');
  ids = {
    query: (await audit.namedQueries())[0].NamedQueryId!,
    execution,
    result: [...(await objectTags(root, audit.resultsBucket)).keys()].find((key) => key.includes(execution))!,
    otherQuery: (await root.athena.send(other)).NamedQueryId!,
    otherExecution: await runQuery(root, 'other', 'SELECT 1'),
  };
  analyst = await root.as('analyst');
  investigator = await root.as('investigator');
  auditor = await root.as('auditor');
  visitor = await root.as('visitor');
});

type Call = (caller: Account) => Promise<unknown>;
const inWorkgroup = () => ({ WorkGroup: audit.workgroup });
const inCatalog = () => ({ CatalogName: 'AwsDataCatalog', DatabaseName: audit.database });
const ofTable = (table = 'cloudtrail_logs') => ({ DatabaseName: audit.database, Name: table });
const inLogs = (Key = log) => ({ Bucket: audit.logBucket, Key });
const inResults = (Key = 'result.csv') => ({ Bucket: audit.resultsBucket, Key });

/** To its end, so that the connection is free again. */
async function readObject({ s3 }: Account, where: { Bucket: string; Key: string }): Promise<string> {
  return (await s3.send(new GetObjectCommand(where))).Body!.transformToString();
}

const NEEDED: Record<string, Call> = {
  'read the workgroup': ({ athena }) => athena.send(new GetWorkGroupCommand(inWorkgroup())),
  'list the saved queries': ({ athena }) => athena.send(new ListNamedQueriesCommand(inWorkgroup())),
  'read a saved query': ({ athena }) => athena.send(new GetNamedQueryCommand({ NamedQueryId: ids.query })),
  'read saved queries': ({ athena }) => athena.send(new BatchGetNamedQueryCommand({ NamedQueryIds: [ids.query] })),
  'list the prepared statements': ({ athena }) => athena.send(new ListPreparedStatementsCommand(inWorkgroup())),
  'read a prepared statement': ({ athena }) =>
    athena.send(new GetPreparedStatementCommand({ ...inWorkgroup(), StatementName: 'sigv2_requests' })),
  'start a query': ({ athena }) =>
    athena.send(new StartQueryExecutionCommand({ ...inWorkgroup(), QueryString: 'SELECT 1' })),
  'stop a query': ({ athena }) => athena.send(new StopQueryExecutionCommand({ QueryExecutionId: ids.execution })),
  'read the state of a query': ({ athena }) =>
    athena.send(new GetQueryExecutionCommand({ QueryExecutionId: ids.execution })),
  'read the state of queries': ({ athena }) =>
    athena.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: [ids.execution] })),
  'read the answer of a query': ({ athena }) =>
    athena.send(new GetQueryResultsCommand({ QueryExecutionId: ids.execution })),
  'read the history': ({ athena }) => athena.send(new ListQueryExecutionsCommand(inWorkgroup())),
  'list the workgroups': ({ athena }) => athena.send(new ListWorkGroupsCommand({})),
  'list the catalogs': ({ athena }) => athena.send(new ListDataCatalogsCommand({})),
  'read the catalog': ({ athena }) => athena.send(new GetDataCatalogCommand({ Name: 'AwsDataCatalog' })),
  'list the databases of Athena': ({ athena }) =>
    athena.send(new ListDatabasesCommand({ CatalogName: 'AwsDataCatalog' })),
  'read the database of Athena': ({ athena }) => athena.send(new GetAthenaDatabaseCommand(inCatalog())),
  'list the tables of Athena': ({ athena }) => athena.send(new ListTableMetadataCommand(inCatalog())),
  'read the table of Athena': ({ athena }) =>
    athena.send(new GetTableMetadataCommand({ ...inCatalog(), TableName: 'cloudtrail_logs' })),
  'read the view of Athena': ({ athena }) =>
    athena.send(new GetTableMetadataCommand({ ...inCatalog(), TableName: 's3_requests' })),
  'list the databases': ({ glue }) => glue.send(new GetDatabasesCommand({})),
  'list the tables': ({ glue }) => glue.send(new GetTablesCommand({ DatabaseName: audit.database })),
  'read the database': ({ glue }) => glue.send(new GetDatabaseCommand({ Name: audit.database })),
  'look up the default database': ({ glue }) => glue.send(new GetDatabaseCommand({ Name: 'default' })),
  'read the table': ({ glue }) => glue.send(new GetTableCommand(ofTable())),
  'read the view': ({ glue }) => glue.send(new GetTableCommand(ofTable('s3_requests'))),
  'read the partitions': ({ glue }) =>
    glue.send(new GetPartitionsCommand({ DatabaseName: audit.database, TableName: 'cloudtrail_logs' })),
  'find the log bucket': ({ s3 }) => s3.send(new GetBucketLocationCommand({ Bucket: audit.logBucket })),
  'list the logs': ({ s3 }) =>
    s3.send(new ListObjectsV2Command({ Bucket: audit.logBucket, Prefix: `AWSLogs/${root.id}/CloudTrail/` })),
  'list the logs of a day': ({ s3 }) =>
    s3.send(new ListObjectsV2Command({ Bucket: audit.logBucket, Prefix: log.slice(0, log.lastIndexOf('/') + 1) })),
  'read a log': (caller) => readObject(caller, inLogs()),
  'find the results bucket': ({ s3 }) => s3.send(new GetBucketLocationCommand({ Bucket: audit.resultsBucket })),
  'list the results': ({ s3 }) => s3.send(new ListObjectsV2Command({ Bucket: audit.resultsBucket })),
  'read a result': (caller) => readObject(caller, inResults(ids.result)),
  'write a result': ({ s3 }) => s3.send(new PutObjectCommand({ ...inResults(), Body: 'x' })),
  'write a result in parts': async ({ s3 }) => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(inResults()));
    await s3.send(new ListMultipartUploadsCommand({ Bucket: audit.resultsBucket }));
    await s3.send(new ListPartsCommand({ ...inResults(), UploadId }));
    await s3.send(new AbortMultipartUploadCommand({ ...inResults(), UploadId }));
  },
};

const FORBIDDEN: Record<string, Call> = {
  'read another bucket': (caller) => readObject(caller, { Bucket: OTHER_BUCKET, Key: log }),
  'list another bucket': ({ s3 }) => s3.send(new ListObjectsV2Command({ Bucket: OTHER_BUCKET, Prefix: 'AWSLogs/' })),
  'write to another bucket': ({ s3 }) => s3.send(new PutObjectCommand({ Bucket: OTHER_BUCKET, Key: 'x', Body: 'x' })),
  'delete a log': ({ s3 }) => s3.send(new DeleteObjectCommand(inLogs())),
  'delete a version of a log': ({ s3 }) => s3.send(new DeleteObjectCommand({ ...inLogs(), VersionId: 'null' })),
  'delete logs at once': ({ s3 }) =>
    s3.send(new DeleteObjectsCommand({ Bucket: audit.logBucket, Delete: { Objects: [{ Key: log }] } })),
  'put a log': ({ s3 }) => s3.send(new PutObjectCommand({ ...inLogs(`${log}x`), Body: 'x' })),
  'overwrite a log': ({ s3 }) => s3.send(new PutObjectCommand({ ...inLogs(), Body: 'x' })),
  'read what isn’t a log': (caller) => readObject(caller, inLogs('elsewhere')),
  'list what isn’t a log': ({ s3 }) => s3.send(new ListObjectsV2Command({ Bucket: audit.logBucket })),
  'list what all services log': ({ s3 }) =>
    s3.send(new ListObjectsV2Command({ Bucket: audit.logBucket, Prefix: `AWSLogs/${root.id}/` })),
  'read the history of AWS Config': (caller) => readObject(caller, inLogs(otherLogs[0])),
  'list the history of AWS Config': ({ s3 }) =>
    s3.send(new ListObjectsV2Command({ Bucket: audit.logBucket, Prefix: `AWSLogs/${root.id}/Config/` })),
  'read a digest': (caller) => readObject(caller, inLogs(otherLogs[1])),
  'read a log of another account': (caller) => readObject(caller, inLogs(otherLogs[2])),
  'delete the log bucket': ({ s3 }) => s3.send(new DeleteBucketCommand({ Bucket: audit.logBucket })),
  'delete its policy': ({ s3 }) => s3.send(new DeleteBucketPolicyCommand({ Bucket: audit.logBucket })),
  'change its policy': ({ s3 }) => s3.send(new PutBucketPolicyCommand({ Bucket: audit.logBucket, Policy: '{}' })),
  'suspend its versioning': ({ s3 }) =>
    s3.send(
      new PutBucketVersioningCommand({
        Bucket: audit.logBucket,
        VersioningConfiguration: { Status: 'Suspended' },
      }),
    ),
  'change its lifecycle': ({ s3 }) =>
    s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: audit.logBucket,
        LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } }] },
      }),
    ),
  'delete a result': ({ s3 }) => s3.send(new DeleteObjectCommand(inResults(ids.result))),
  'start a query in another workgroup': ({ athena }) =>
    athena.send(new StartQueryExecutionCommand({ WorkGroup: 'other', QueryString: 'SELECT 1' })),
  'start a query in no workgroup': ({ athena }) =>
    athena.send(
      new StartQueryExecutionCommand({
        QueryString: 'SELECT 1',
        ResultConfiguration: { OutputLocation: `s3://${audit.resultsBucket}/` },
      }),
    ),
  'read another workgroup': ({ athena }) => athena.send(new GetWorkGroupCommand({ WorkGroup: 'other' })),
  'read a query of another workgroup': ({ athena }) =>
    athena.send(new GetNamedQueryCommand({ NamedQueryId: ids.otherQuery })),
  'read an answer of another workgroup': ({ athena }) =>
    athena.send(new GetQueryResultsCommand({ QueryExecutionId: ids.otherExecution })),
  'stop a query of another workgroup': ({ athena }) =>
    athena.send(new StopQueryExecutionCommand({ QueryExecutionId: ids.otherExecution })),
  'raise the limit of the workgroup': ({ athena }) =>
    athena.send(
      new UpdateWorkGroupCommand({
        ...inWorkgroup(),
        ConfigurationUpdates: { RemoveBytesScannedCutoffPerQuery: true },
      }),
    ),
  'delete the workgroup': ({ athena }) =>
    athena.send(new DeleteWorkGroupCommand({ ...inWorkgroup(), RecursiveDeleteOption: true })),
  'save a query': ({ athena }) =>
    athena.send(
      new CreateNamedQueryCommand({ ...inWorkgroup(), Name: 'x', Database: audit.database, QueryString: 'SELECT 1' }),
    ),
  'delete a saved query': ({ athena }) => athena.send(new DeleteNamedQueryCommand({ NamedQueryId: ids.query })),
  'prepare a statement': ({ athena }) =>
    athena.send(
      new CreatePreparedStatementCommand({ ...inWorkgroup(), StatementName: 'x', QueryStatement: 'SELECT 1' }),
    ),
  'change a prepared statement': ({ athena }) =>
    athena.send(
      new UpdatePreparedStatementCommand({
        ...inWorkgroup(),
        StatementName: 'sigv2_requests',
        QueryStatement: 'SELECT 1',
      }),
    ),
  'delete a prepared statement': ({ athena }) =>
    athena.send(new DeletePreparedStatementCommand({ ...inWorkgroup(), StatementName: 'sigv2_requests' })),
  'add a catalog': ({ athena }) => athena.send(new CreateDataCatalogCommand({ Name: 'other', Type: 'GLUE' })),
  'list the tables of another database': ({ glue }) => glue.send(new GetTablesCommand({ DatabaseName: 'default' })),
  'list the tables of another database of Athena': ({ athena }) =>
    athena.send(new ListTableMetadataCommand({ ...inCatalog(), DatabaseName: 'default' })),
  'read another table': ({ glue }) => glue.send(new GetTableCommand(ofTable('other'))),
  'read another table of Athena': ({ athena }) =>
    athena.send(new GetTableMetadataCommand({ ...inCatalog(), TableName: 'other' })),
  'update the table': ({ glue }) =>
    glue.send(
      new UpdateTableCommand({
        DatabaseName: audit.database,
        TableInput: { Name: 'cloudtrail_logs', StorageDescriptor: {} },
      }),
    ),
  'update the view': ({ glue }) =>
    glue.send(
      new UpdateTableCommand({
        DatabaseName: audit.database,
        TableInput: { Name: 's3_requests', StorageDescriptor: {} },
      }),
    ),
  'delete the view': ({ glue }) => glue.send(new DeleteTableCommand(ofTable('s3_requests'))),
  'delete the table': ({ glue }) => glue.send(new DeleteTableCommand(ofTable())),
  'delete the database': ({ glue }) => glue.send(new DeleteDatabaseCommand({ Name: audit.database })),
  'stop the trail': ({ cloudTrail }) => cloudTrail.send(new StopLoggingCommand({ Name: audit.trailName })),
  'delete the trail': ({ cloudTrail }) => cloudTrail.send(new DeleteTrailCommand({ Name: audit.trailName })),
};

/** What an investigator needs; some of it an analyst does, too. */
const INVESTIGATED: Record<string, Call> = {
  'find the log bucket': NEEDED['find the log bucket'],
  'read a log': NEEDED['read a log'],
  'read a log as it was': async ({ s3 }) => {
    const version = { ...inLogs(), VersionId: firstVersion };
    await (await s3.send(new GetObjectCommand(version))).Body!.transformToString();
  },
  'read a digest': FORBIDDEN['read a digest'],
  'read the checksum of a log': ({ s3 }) =>
    s3.send(new GetObjectAttributesCommand({ ...inLogs(), ObjectAttributes: ['Checksum', 'ETag'] })),
  'list all names, as the validation of logs does': ({ s3 }) =>
    s3.send(new ListObjectsCommand({ Bucket: audit.logBucket, Marker: 'AWSLogs/' })),
  'list all versions': ({ s3 }) => s3.send(new ListObjectVersionsCommand({ Bucket: audit.logBucket })),
  'find the trail': ({ cloudTrail }) => cloudTrail.send(new DescribeTrailsCommand({})),
};

/** What an auditor needs. */
const AUDITED: Record<string, Call> = {
  'read the trail': ({ cloudTrail }) => cloudTrail.send(new GetTrailCommand({ Name: audit.trailName })),
  'read whether it delivers': ({ cloudTrail }) => cloudTrail.send(new GetTrailStatusCommand({ Name: audit.trailName })),
  'read what it records': ({ cloudTrail }) =>
    cloudTrail.send(new GetEventSelectorsCommand({ TrailName: audit.trailName })),
  ...Object.fromEntries(
    (['logBucket', 'resultsBucket'] as const).flatMap((bucket): [string, Call][] => [
      [`read the policy of the ${bucket}`, ({ s3 }) => s3.send(new GetBucketPolicyCommand({ Bucket: audit[bucket] }))],
      [`read the ACL of the ${bucket}`, ({ s3 }) => s3.send(new GetBucketAclCommand({ Bucket: audit[bucket] }))],
      [
        `read the versioning of the ${bucket}`,
        ({ s3 }) => s3.send(new GetBucketVersioningCommand({ Bucket: audit[bucket] })),
      ],
      [
        `read the encryption of the ${bucket}`,
        ({ s3 }) => s3.send(new GetBucketEncryptionCommand({ Bucket: audit[bucket] })),
      ],
      [
        `read the lifecycle of the ${bucket}`,
        ({ s3 }) => s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: audit[bucket] })),
      ],
      [
        `read the ownership of the ${bucket}`,
        ({ s3 }) => s3.send(new GetBucketOwnershipControlsCommand({ Bucket: audit[bucket] })),
      ],
      [
        `read the block of public access of the ${bucket}`,
        ({ s3 }) => s3.send(new GetPublicAccessBlockCommand({ Bucket: audit[bucket] })),
      ],
    ]),
  ),
  ...chosen(
    ...['read the database', 'read the table', 'read the view', 'read the workgroup', 'list the saved queries'],
    ...['read a saved query', 'read saved queries', 'list the prepared statements', 'read a prepared statement'],
  ),
};

/** What nobody of them may do, and neither of the two what an analyst does. */
const CHANGES = Object.fromEntries(
  Object.entries(FORBIDDEN).filter(([name]) => !name.startsWith('read') && !name.startsWith('list')),
);
const QUERIES = chosen(
  ...['start a query', 'stop a query', 'read the answer of a query', 'read the history', 'read the state of a query'],
  ...['list the results', 'read a result', 'write a result'],
);
const OF_OTHERS = chosenOf(
  FORBIDDEN,
  ...['read another bucket', 'list another bucket', 'read what isn’t a log', 'read the history of AWS Config'],
  ...['read a log of another account', 'read another workgroup', 'read another table'],
);
const CHANGES_OF_TRAIL: Record<string, Call> = {
  'change the trail': ({ cloudTrail }) =>
    cloudTrail.send(new UpdateTrailCommand({ Name: audit.trailName, S3BucketName: OTHER_BUCKET })),
};

function chosen(...names: string[]): Record<string, Call> {
  return chosenOf(NEEDED, ...names);
}

function chosenOf(calls: Record<string, Call>, ...names: string[]): Record<string, Call> {
  return Object.fromEntries(
    names.map((name) => {
      expect(calls).toHaveProperty([name]);
      return [name, calls[name]];
    }),
  );
}

/** That a call is refused for lack of a permission, and for no other reason. */
async function expectDenied(call: Promise<unknown>): Promise<void> {
  await expect(call).rejects.toMatchObject({
    name: expect.stringMatching(/^AccessDenied(Exception)?$/) as string,
    message: expect.stringContaining('is not authorized to perform') as string,
  });
}

test.each(Object.entries(NEEDED))('an analyst can %s', async (_, call) => {
  await call(analyst);
});

test.each(Object.entries(NEEDED))('a visitor cannot %s', async (_, call) => {
  await expectDenied(call(visitor));
});

test.each(Object.entries(FORBIDDEN))('an analyst cannot %s', async (_, call) => {
  await expectDenied(call(analyst));
});

test.each(Object.entries(INVESTIGATED))('an investigator can %s', async (_, call) => {
  await call(investigator);
});

test.each(Object.entries({ ...CHANGES, ...CHANGES_OF_TRAIL, ...QUERIES, ...OF_OTHERS }))(
  'an investigator cannot %s',
  async (_, call) => {
    await expectDenied(call(investigator));
  },
);

test.each(Object.entries(AUDITED))('an auditor can %s', async (_, call) => {
  await call(auditor);
});

test.each(
  Object.entries({ ...CHANGES, ...CHANGES_OF_TRAIL, ...QUERIES, ...OF_OTHERS, ...INVESTIGATED }).filter(
    ([name]) => name !== 'find the log bucket',
  ),
)('an auditor cannot %s', async (_, call) => {
  await expectDenied(call(auditor));
});

test.each(Object.entries({ ...INVESTIGATED, ...AUDITED, ...CHANGES_OF_TRAIL }))(
  'a visitor cannot %s',
  async (_, call) => {
    await expectDenied(call(visitor));
  },
);

test('all that an analyst is denied is there to be done, by the root user', async () => {
  const harmless = Object.entries(FORBIDDEN).filter(([name]) => /^(read|list|start)/.test(name));
  for (const [, call] of harmless) {
    await call(root);
  }
});
