import { readTemplate } from '../../../engine/template/template';

const ENVIRONMENT = { account: '111122223333', region: 'us-east-1' };

function template(resources: object, others: object = {}): object {
  return { ...others, Resources: resources };
}

describe('readTemplate', () => {
  test('reads tables, views, saved queries and prepared statements', () => {
    const view =
      '{"originalSql":"SELECT 1 a","catalog":"c","schema":"${Database}","columns":[{"name":"a","type":"integer"}]}';
    const { tables, views, savedQueries, preparedStatements } = readTemplate(
      template({
        AuditLogBucket1234: { Type: 'AWS::S3::Bucket' },
        Database: { Type: 'AWS::Glue::Database', Properties: { DatabaseInput: { Name: 'audit' } } },
        Workgroup: { Type: 'AWS::Athena::WorkGroup', Properties: { Name: 'audits' } },
        Table: {
          Type: 'AWS::Glue::Table',
          Properties: {
            DatabaseName: { Ref: 'Database' },
            TableInput: {
              Name: 'logs',
              Parameters: { 'projection.enabled': true },
              PartitionKeys: [{ Name: 'day', Type: 'string' }],
              StorageDescriptor: {
                Columns: [{ Name: 'eventid', Type: 'string' }],
                Location: { 'Fn::Join': ['', ['s3://', { Ref: 'AuditLogBucket1234' }, '/AWSLogs/']] },
              },
            },
          },
        },
        View: {
          Type: 'AWS::Glue::Table',
          Properties: {
            DatabaseName: { Ref: 'Database' },
            TableInput: {
              Name: 'ones',
              TableType: 'VIRTUAL_VIEW',
              Parameters: { presto_view: true },
              StorageDescriptor: { Columns: [{ Name: 'a', Type: 'int' }] },
              ViewOriginalText: {
                'Fn::Join': ['', ['/* Presto View: ', { 'Fn::Base64': { 'Fn::Sub': view } }, ' */']],
              },
            },
          },
        },
        Query: {
          Type: 'AWS::Athena::NamedQuery',
          Properties: {
            Name: 'everything',
            Database: { Ref: 'Database' },
            WorkGroup: { Ref: 'Workgroup' },
            QueryString: { 'Fn::Sub': 'SELECT * FROM "${Database}"."${Table}"' },
          },
        },
        Statement: {
          Type: 'AWS::Athena::PreparedStatement',
          Properties: { StatementName: 'all_of_it', Description: 'All', WorkGroup: 'x', QueryStatement: 'SELECT ?' },
        },
      }),
      ENVIRONMENT,
    );

    expect(tables).toEqual([
      {
        database: 'audit',
        name: 'logs',
        location: 's3://auditlogbucket1234/AWSLogs/',
        columns: [{ name: 'eventid', type: 'string' }],
        partitionKeys: [{ name: 'day', type: 'string' }],
        parameters: { 'projection.enabled': 'true' },
      },
    ]);
    expect(views).toEqual([
      {
        database: 'audit',
        name: 'ones',
        columns: [{ name: 'a', type: 'int' }],
        parameters: { presto_view: 'true' },
        definition: {
          originalSql: 'SELECT 1 a',
          catalog: 'c',
          schema: 'audit',
          columns: [{ name: 'a', type: 'integer' }],
        },
      },
    ]);
    expect(savedQueries).toEqual([{ name: 'everything', database: 'audit', sql: 'SELECT * FROM "audit"."logs"' }]);
    expect(preparedStatements).toEqual([{ name: 'all_of_it', description: 'All', sql: 'SELECT ?' }]);
  });

  test('leaves out a resource whose condition does not hold', () => {
    const statement = { Type: 'AWS::Athena::PreparedStatement', Condition: 'Never', Properties: {} };
    const conditions = { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } };
    expect(readTemplate(template({ statement }, conditions), ENVIRONMENT).preparedStatements).toEqual([]);
  });

  test('resolves nothing that is not read', () => {
    const role = { Type: 'AWS::IAM::Role', Properties: { RoleName: { 'Fn::ImportValue': 'x' } } };
    expect(readTemplate(template({ role }), ENVIRONMENT)).toEqual({
      tables: [],
      views: [],
      icebergTables: [],
      loads: [],
      savedQueries: [],
      preparedStatements: [],
    });
  });

  test.each<[string, object, string | undefined]>([
    ['the ARN of a bucket', { 'Fn::GetAtt': ['Logs', 'Arn'] }, 'arn:aws:s3:::my-logs'],
    ['a bucket', { Ref: 'Logs' }, 'my-logs'],
    ['a workgroup', { Ref: 'Workgroup' }, 'audits'],
  ])('knows %s', (_, reference, expected) => {
    expect(statementText(reference)).toBe(expected);
  });

  test.each<[string, object, string]>([
    ['a resource', { Ref: 'Nope' }, 'Resources has no Nope'],
    ['a type', { Ref: 'Role' }, 'Ref of Role (AWS::IAM::Role) is unknown'],
    ['an attribute', { 'Fn::GetAtt': ['Logs', 'Color'] }, 'Fn::GetAtt Color of Logs (AWS::S3::Bucket) is unknown'],
  ])('fails on %s that is unknown', (_, reference, message) => {
    expect(() => statementText(reference)).toThrow(message);
  });
});

function statementText(reference: object): string | undefined {
  const resources = {
    Logs: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'my-logs' } },
    Workgroup: { Type: 'AWS::Athena::WorkGroup', Properties: { Name: 'audits' } },
    Role: { Type: 'AWS::IAM::Role' },
    Statement: {
      Type: 'AWS::Athena::PreparedStatement',
      Properties: { StatementName: 's', QueryStatement: reference },
    },
  };
  return readTemplate(template(resources), ENVIRONMENT).preparedStatements[0].sql;
}
