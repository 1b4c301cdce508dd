import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AuditQuery, QueryPack } from '../../lib';
import { CLOUDTRAIL_COLUMNS } from '../../lib/relation/cloudtrail-columns';
import { S3_REQUESTS } from '../../lib/relation/request-columns';
import { inputsOf } from '../answers/inputs';
import { ACCOUNT, REGION, filesUnder, newStack, synthAudit } from '../util';

// What is no ASCII reaches CloudFormation as question marks in `cdk import`, and Glue then refuses the change set.
const ASCII = /^[\n\x20-\x7e]*$/;

test('the template with all queries, saved and prepared, and all grants, is pure ASCII', () => {
  const stack = newStack({});
  const queries = QueryPack.ALL.map((query) => query.withInputs(inputsOf(query, [ACCOUNT], REGION)));
  const { audit, template } = synthAudit({ queries, managementEvents: ReadWriteType.ALL }, stack);
  const user = new iam.User(stack, 'Analyst');
  audit.grants.runQueries(user);
  audit.grants.readLogs(user);
  audit.grants.readConfiguration(user);
  const text = JSON.stringify(template.toJSON());
  expect(text.match(/[^\n\x20-\x7e]/g) ?? []).toEqual([]);
  expect(Object.keys(template.findResources('AWS::Athena::NamedQuery'))).toHaveLength(QueryPack.ALL.length);
});

const queries = join(__dirname, '../../lib/queries');

test.each(filesUnder('lib/queries', /\.sql$/))('%s is pure ASCII, its header included', (file) => {
  expect(readFileSync(join(queries, file), 'utf8')).toMatch(ASCII);
});

test.each([...CLOUDTRAIL_COLUMNS, ...S3_REQUESTS])(
  'the column $name is described in pure ASCII',
  ({ name, comment }) => {
    expect(`${name} ${comment ?? ''}`).toMatch(ASCII);
  },
);

test('a text of one’s own keeps its characters', () => {
  const own = AuditQuery.fromText('own', "SELECT 1 FROM s3_requests WHERE bucket = '\u00fcber'", {
    question: 'W\u00e9r?',
  });
  expect(own.question).toBe('W\u00e9r?');
});
