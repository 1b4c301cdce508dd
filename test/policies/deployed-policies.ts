import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Intrinsics } from '../../engine/template/intrinsics';
import type { Json, JsonObject } from '../../engine/template/json';
import { ACCOUNT, REGION } from '../util';
import type { Caller, Statement, Target } from './policy-evaluator';

interface DeployedResource {
  readonly Type: string;
  readonly Properties: JsonObject;
}

/** The policies of a template as they stand once it is deployed. */
export class DeployedPolicies {
  private readonly resources: Record<string, DeployedResource>;
  private readonly intrinsics: Intrinsics;

  constructor(private readonly stack: Stack) {
    const template = Template.fromStack(stack).toJSON();
    this.resources = template.Resources;
    const environment = { account: ACCOUNT, region: REGION };
    this.intrinsics = new Intrinsics(template, environment, (id, attribute) => this.reference(id, attribute));
  }

  /** The text that a token stands for. */
  public text(token: string): string {
    return this.intrinsics.resolve(this.stack.resolve(token) as Json) as string;
  }

  /** A bucket of the template, or what is in it. */
  public bucket(arn: string, key?: string): Target {
    const bucketArn = this.text(arn);
    const policies = this.ofType('AWS::S3::BucketPolicy').filter(
      ({ Bucket }) => `arn:aws:s3:::${Bucket as string}` === bucketArn,
    );
    return {
      arn: key === undefined ? bucketArn : `${bucketArn}/${key}`,
      account: ACCOUNT,
      policy: policies.flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument)),
    };
  }

  public key(arn: string): Target {
    const keyArn = this.text(arn);
    const [, properties] = this.entries('AWS::KMS::Key').find(([id]) => this.reference(id, 'Arn') === keyArn)!;
    return { arn: keyArn, account: ACCOUNT, policy: statementsOf(properties.KeyPolicy), ownPolicyDecides: true };
  }

  /** Something without a policy of its own. */
  public plain(arn: string): Target {
    return { arn: this.text(arn), account: ACCOUNT };
  }

  /** A role of the template with its policies. */
  public role(arn: string): Caller {
    const name = this.text(arn).split('/').at(-1)!;
    const policies = this.ofType('AWS::IAM::Policy').filter(({ Roles }) => (Roles as string[]).includes(name));
    return {
      arn: this.text(arn),
      statements: policies.flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument)),
    };
  }

  /** The only resource of a type, which has no policy of its own. */
  public only(type: string): Target {
    const [[id], ...others] = this.entries(type);
    if (others.length > 0) {
      throw new Error(`There are several of ${type}`);
    }
    return { arn: this.reference(id, 'Arn') as string, account: ACCOUNT };
  }

  /** A queue of the template. */
  public queue(arn: string): Target {
    const queueArn = this.text(arn);
    const policies = this.ofType('AWS::SQS::QueuePolicy').filter(({ Queues }) =>
      (Queues as string[]).some((url) => url.endsWith(`/${queueArn.split(':').at(-1)!}`)),
    );
    return {
      arn: queueArn,
      account: ACCOUNT,
      policy: policies.flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument)),
    };
  }

  /** Who may become a role. */
  public trust(arn: string): Target {
    const roleArn = this.text(arn);
    const [, properties] = this.entries('AWS::IAM::Role').find(([id]) => this.reference(id, 'Arn') === roleArn)!;
    const statements = statementsOf(properties.AssumeRolePolicyDocument);
    return { arn: roleArn, account: ACCOUNT, policy: statements.map((one) => ({ ...one, Resource: roleArn })) };
  }

  /** All roles of the template. */
  public roles(): Caller[] {
    return this.entries('AWS::IAM::Role').map(([id]) => this.role(`arn:aws:iam::${ACCOUNT}:role/${id}`));
  }

  private ofType(type: string): JsonObject[] {
    return this.entries(type).map(([, properties]) => properties);
  }

  private entries(type: string): [id: string, properties: JsonObject][] {
    return Object.entries(this.resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, { Properties }]) => [id, this.intrinsics.resolve(Properties) as JsonObject]);
  }

  private reference(id: string, attribute?: string): Json {
    const { Type, Properties } = this.resources[id];
    switch (`${Type}.${attribute ?? 'Ref'}`) {
      case 'AWS::S3::Bucket.Ref':
        return id.toLowerCase();
      case 'AWS::S3::Bucket.Arn':
        return `arn:aws:s3:::${id.toLowerCase()}`;
      case 'AWS::IAM::Role.Ref':
        return id;
      case 'AWS::IAM::Role.Arn':
        return `arn:aws:iam::${ACCOUNT}:role/${id}`;
      case 'AWS::KMS::Key.Arn':
        return `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`;
      case 'AWS::Athena::WorkGroup.Ref':
        return this.intrinsics.resolve(Properties.Name)!;
      case 'AWS::Glue::Database.Ref':
        return this.intrinsics.resolve((Properties.DatabaseInput as JsonObject).Name)!;
      case 'AWS::Glue::Table.Ref':
        return this.intrinsics.resolve((Properties.TableInput as JsonObject).Name)!;
      case 'AWS::DynamoDB::Table.Ref':
        return id;
      case 'AWS::DynamoDB::Table.Arn':
        return `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${id}`;
      case 'AWS::SQS::Queue.Ref':
        return `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${id}`;
      case 'AWS::SQS::Queue.Arn':
        return `arn:aws:sqs:${REGION}:${ACCOUNT}:${id}`;
      case 'AWS::StepFunctions::StateMachine.Ref':
        return `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${this.intrinsics.resolve(Properties.StateMachineName) as string}`;
      case 'AWS::StepFunctions::StateMachine.Name':
        return this.intrinsics.resolve(Properties.StateMachineName)!;
      case 'AWS::Scheduler::Schedule.Arn':
        return `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/default/${id}`;
      default:
        throw new Error(`${attribute ?? 'Ref'} of ${Type} is unknown`);
    }
  }
}

function statementsOf(document: Json | undefined): Statement[] {
  return (document as unknown as { Statement: Statement[] }).Statement;
}
