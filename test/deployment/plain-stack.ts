import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  type Stack,
  UpdateStackCommand,
  paginateDescribeStackEvents,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { TEMPLATES, textOf } from '../../templates';
import { type Account, REGION } from './account';

/** A stack of a plain template, by CloudFormation's API alone: neither the CDK nor what its bootstrap makes is there. */
export class PlainStack {
  private readonly waiter;

  /** @param bucket that the template is launched from */
  constructor(
    private readonly account: Account,
    private readonly bucket: string,
    private readonly name: string,
    private readonly file: string,
  ) {
    this.waiter = { client: account.cloudFormation, maxWaitTime: 60, minDelay: 0.2, maxDelay: 1 };
  }

  /** Puts all templates into a new bucket. */
  public static async upload(account: Account, bucket: string): Promise<void> {
    const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
    await account.s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration }));
    for (const [Key, template] of Object.entries(TEMPLATES)) {
      await account.s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: textOf(template()) }));
    }
  }

  public async create(parameters: Record<string, string>): Promise<void> {
    const TemplateURL = `https://s3.${REGION}.amazonaws.com/${this.bucket}/${this.file}`;
    const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    }));
    await this.account.cloudFormation.send(new CreateStackCommand({ StackName: this.name, TemplateURL, Parameters }));
    await waitUntilStackCreateComplete(this.waiter, { StackName: this.name });
  }

  /** @param parameters that change; the others stay */
  public async update(parameters: Record<string, string>): Promise<void> {
    const { Parameters: before } = await this.describe();
    const Parameters = before!.map(({ ParameterKey }) => {
      const ParameterValue = parameters[ParameterKey!] as string | undefined;
      return ParameterValue === undefined ? { ParameterKey, UsePreviousValue: true } : { ParameterKey, ParameterValue };
    });
    const request = { StackName: this.name, UsePreviousTemplate: true, Parameters };
    await this.account.cloudFormation.send(new UpdateStackCommand(request));
    await waitUntilStackUpdateComplete(this.waiter, { StackName: this.name });
  }

  public async delete(): Promise<void> {
    await this.account.cloudFormation.send(new DeleteStackCommand({ StackName: this.name }));
    await waitUntilStackDeleteComplete(this.waiter, { StackName: this.name });
  }

  public async outputs(): Promise<Record<string, string>> {
    const { Outputs } = await this.describe();
    return Object.fromEntries(Outputs!.map(({ OutputKey, OutputValue }) => [OutputKey!, OutputValue!]));
  }

  /** The logical ids of its resources, in the order in which they were made. */
  public async created(): Promise<string[]> {
    const ids: string[] = [];
    for await (const page of paginateDescribeStackEvents(
      { client: this.account.cloudFormation },
      { StackName: this.name },
    )) {
      const made = page.StackEvents!.filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_COMPLETE');
      ids.push(...made.map(({ LogicalResourceId }) => LogicalResourceId!));
    }
    return ids.reverse();
  }

  private async describe(): Promise<Stack> {
    const { Stacks } = await this.account.cloudFormation.send(new DescribeStacksCommand({ StackName: this.name }));
    return Stacks![0];
  }
}
