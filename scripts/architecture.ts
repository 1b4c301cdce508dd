import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { S3AuditTrail } from '../lib/index'; // not '../lib': see bin/

interface Resource {
  readonly Type: string;
}

/** What each type of resources is called, in the order of the picture. Others stand in none, such as policies. */
const NAMES: [type: string, id: RegExp, name: string][] = [
  ['AWS::CloudTrail::Trail', /./, 'Trail'],
  ['AWS::S3::Bucket', /Log/, 'Log bucket'],
  ['AWS::Glue::Table', /^AuditTable/, 'Table'],
  ['AWS::Glue::Table', /View/, 'View s3_requests'],
  ['AWS::Athena::NamedQuery', /./, 'Saved queries'],
  ['AWS::Athena::PreparedStatement', /./, 'Prepared statements'],
  ['AWS::Athena::WorkGroup', /./, 'Workgroup'],
  ['AWS::S3::Bucket', /Results/, 'Results bucket'],
];

/** What isn't said by an arrow alone. */
const LABELS: Record<string, string | undefined> = {
  'Trail, Log bucket': '-- delivers to -->',
  'Trail, Results bucket': '-. never records .->',
  'Table, Log bucket': '-- reads -->',
};

const NAMES_OF_LOAD: typeof NAMES = [
  ['AWS::S3::Bucket', /LogBucket/, 'Log bucket'],
  ['AWS::Glue::Table', /^AuditTable/, 'Table'],
  ['AWS::Scheduler::Schedule', /./, 'Schedule'],
  ['AWS::StepFunctions::StateMachine', /./, 'State machine'],
  ['AWS::Athena::WorkGroup', /./, 'Workgroup'],
  ['AWS::DynamoDB::Table', /./, 'Lock'],
  ['AWS::SQS::Queue', /./, 'Dead-letter queue'],
  ['AWS::Glue::Database', /RequestTable/, 'Request database'],
  ['AWS::Glue::Table', /RequestTableRequests/, 'Table requests'],
  ['AWS::Glue::Table', /RequestTableLoads/, 'Table loads'],
  ['AWS::S3::Bucket', /RequestTable/, 'Requests bucket'],
  ['AWS::Glue::TableOptimizer', /./, 'Table optimizers'],
];

/** The parts of an audit, and which of them refers to which, as its template has it. */
export function architecture(): string {
  return picture(NAMES);
}

/** The parts of a request table and its load. */
export function loadArchitecture(): string {
  return picture(NAMES_OF_LOAD, (audit) => audit.addRequestTable());
}

function picture(names: typeof NAMES, extend: (audit: S3AuditTrail) => void = () => undefined): string {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  extend(new S3AuditTrail(stack, 'Audit'));
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, Resource> };
  const parts = names.map(([type, id, name], index) => {
    const ids = Object.keys(Resources).filter((key) => Resources[key].Type === type && id.test(key));
    return { name: ids.length > 1 ? `${ids.length} ${name.toLowerCase()}` : name, node: `part${index}`, ids };
  });
  const arrows = parts.flatMap((one) =>
    parts
      .filter((other) => one !== other && one.ids.some((id) => refersTo(Resources[id], other.ids)))
      .map((other) => `  ${one.node} ${LABELS[`${one.name}, ${other.name}`] ?? '-->'} ${other.node}`),
  );
  const boxes = parts.map(({ node, name }) => `  ${node}["${name}"]`);
  return ['```mermaid', 'flowchart LR', ...boxes, ...arrows, '```'].join('\n');
}

/** Whether its properties refer to one of these; a trail also waits for the policy of its bucket, which is no part of it. */
function refersTo(resource: Resource, ids: string[]): boolean {
  const text = JSON.stringify({ ...resource, DependsOn: undefined });
  return ids.some((id) => text.includes(`{"Ref":"${id}"}`) || text.includes(`{"Fn::GetAtt":["${id}",`));
}
