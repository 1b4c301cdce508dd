import type { ResourceUpdate } from './stack-update';

type Noun = [type: string, id: RegExp, one: string, several?: string];

/** By the type and by what the logical id says, in the order in which the data travels. */
const NOUNS: Noun[] = [
  ['AWS::CloudTrail::Trail', /./, 'trail'],
  ['AWS::IAM::Role', /LogGroup/, 'role for the log group'],
  ['AWS::IAM::Policy', /LogGroup/, 'policy of the role for the log group'],
  ['AWS::S3::Bucket', /LogBucket/, 'log bucket'],
  ['AWS::S3::BucketPolicy', /LogBucket/, 'policy of the log bucket'],
  ['AWS::KMS::Key', /LogBucket/, 'key of the log bucket'],
  ['AWS::IAM::Role', /Replication/, 'role for the copies'],
  ['AWS::IAM::Policy', /Replication/, 'policy of the role for the copies'],
  ['AWS::S3::Bucket', /RequestTable/, 'bucket of the request table'],
  ['AWS::S3::BucketPolicy', /RequestTable/, 'policy of the bucket of the request table'],
  ['AWS::KMS::Key', /RequestTable/, 'key of the request table'],
  ['AWS::Glue::Database', /RequestTable/, 'database of the request table'],
  ['AWS::Glue::Table', /RequestTableRequests/, 'request table'],
  ['AWS::Glue::Table', /RequestTableLoads/, 'table of its loads'],
  ['AWS::Glue::TableOptimizer', /./, 'table optimizer', 'table optimizers'],
  ['AWS::IAM::Role', /UpkeepRole/, 'role of the optimizers'],
  ['AWS::IAM::Policy', /UpkeepRole/, 'policy of the role of the optimizers'],
  ['AWS::StepFunctions::StateMachine', /./, 'state machine of the load'],
  ['AWS::IAM::Role', /LoadRole/, 'role of the load'],
  ['AWS::IAM::Policy', /LoadRole/, 'policy of the role of the load'],
  ['AWS::Logs::LogGroup', /RequestTable/, 'log of the load'],
  ['AWS::DynamoDB::Table', /RequestTable/, 'lock of the load'],
  ['AWS::SQS::Queue', /RequestTable/, 'dead-letter queue'],
  ['AWS::SQS::QueuePolicy', /RequestTable/, 'policy of the dead-letter queue'],
  ['AWS::Scheduler::Schedule', /RequestTable/, 'schedule of the load'],
  ['AWS::IAM::Role', /ScheduleRole/, 'role of the schedule'],
  ['AWS::IAM::Policy', /ScheduleRole/, 'policy of the role of the schedule'],
  ['AWS::Glue::Database', /./, 'database'],
  ['AWS::Glue::Table', /RequestsView/, 'view'],
  ['AWS::Glue::Table', /./, 'table'],
  ['AWS::Athena::WorkGroup', /./, 'workgroup'],
  ['AWS::S3::Bucket', /Results/, 'results bucket'],
  ['AWS::S3::BucketPolicy', /Results/, 'policy of the results bucket'],
  ['AWS::KMS::Key', /Results/, 'key of the results bucket'],
  ['AWS::Athena::NamedQuery', /./, 'saved query', 'saved queries'],
  ['AWS::Athena::PreparedStatement', /./, 'prepared statement', 'prepared statements'],
];

/** What a resource is called. One that isn't known here is called by its type. */
export function nounOf(update: ResourceUpdate): string {
  return NOUNS.find((noun) => is(update, noun))?.[2] ?? update.type;
}

/** What resources are called together, with how many there are of each, and what stays in the account although it goes. */
export function nounsOf(updates: ResourceUpdate[]): string[] {
  const known = NOUNS.flatMap((noun) => {
    const [, , one, several = one] = noun;
    const found = updates.filter((update) => nounOf(update) === one);
    const name = found.length === 1 ? one : `${found.length} ${several}`;
    return found.length === 0 ? [] : [found.every(({ leftBehind }) => leftBehind) ? `${name} (retained)` : name];
  });
  return [...known, ...updates.filter((update) => nounOf(update) === update.type).map(({ type }) => type)];
}

function is({ type, logicalId }: ResourceUpdate, [nounType, id]: Noun): boolean {
  return type === nounType && id.test(logicalId);
}
