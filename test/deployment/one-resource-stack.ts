import {
  type Capability,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import type { Account } from './account';

export type Properties = Record<string, unknown>;

export interface Outcome {
  readonly stack: string;
  readonly status: string;
  readonly reasons: string[];
}

const Capabilities: Capability[] = ['CAPABILITY_NAMED_IAM'];
let count = 0;

/** Creates a stack of one resource. */
export async function createStack(account: Account, type: string, properties: Properties): Promise<Outcome> {
  const request = { StackName: `refusal-${count++}`, TemplateBody: templateOf(type, properties), Capabilities };
  const { StackId } = await account.cloudFormation.send(new CreateStackCommand(request));
  return outcome(account, StackId!, /(COMPLETE|FAILED)$/);
}

export async function updateStack(
  account: Account,
  stack: string,
  type: string,
  properties: Properties,
): Promise<Outcome> {
  const request = { StackName: stack, TemplateBody: templateOf(type, properties), Capabilities };
  await account.cloudFormation.send(new UpdateStackCommand(request));
  return outcome(account, stack, /^UPDATE_(ROLLBACK_)?(COMPLETE|FAILED)$/);
}

export async function deleteStack(account: Account, stack: string): Promise<Outcome> {
  await account.cloudFormation.send(new DeleteStackCommand({ StackName: stack }));
  return outcome(account, stack, /^DELETE_(COMPLETE|FAILED)$/);
}

/** CloudFormation refuses to create it, and says why. */
export async function expectRefused(
  account: Account,
  type: string,
  properties: Properties,
  reason: RegExp,
): Promise<void> {
  const { status, reasons } = await createStack(account, type, properties);
  expect(reasons.join('\n')).toMatch(reason);
  expect(status).toBe('ROLLBACK_COMPLETE');
}

/** CloudFormation refuses to make that of it, and says why. */
export async function expectUpdateRefused(
  account: Account,
  stack: string,
  type: string,
  properties: Properties,
  reason: RegExp,
): Promise<void> {
  const { status, reasons } = await updateStack(account, stack, type, properties);
  expect(reasons.join('\n')).toMatch(reason);
  expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
}

function templateOf(type: string, properties: Properties): string {
  return JSON.stringify({ Resources: { It: { Type: type, Properties: properties } } });
}

async function outcome({ cloudFormation }: Account, stack: string, end: RegExp): Promise<Outcome> {
  for (;;) {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stack }));
    const status = Stacks![0].StackStatus!;
    if (end.test(status)) {
      const { StackEvents } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: stack }));
      return { stack, status, reasons: StackEvents!.map(({ ResourceStatusReason }) => ResourceStatusReason ?? '') };
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
