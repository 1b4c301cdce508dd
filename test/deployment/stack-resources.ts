import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import type { Account } from './account';

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

/** What a deployed stack consists of. */
export class StackResources {
  public static async of(account: Account, stackName: string): Promise<StackResources> {
    const answer = await account.cloudFormation.send(new DescribeStackResourcesCommand({ StackName: stackName }));
    return new StackResources(
      answer.StackResources!.map((resource) => ({
        logicalId: resource.LogicalResourceId!,
        type: resource.ResourceType!,
        physicalId: resource.PhysicalResourceId!,
      })),
    );
  }

  private constructor(public readonly all: StackResource[]) {}

  /** The physical ids by logical id, for some types or for all. */
  public physicalIds(...types: string[]): Record<string, string> {
    const chosen = this.all.filter(({ type }) => types.length === 0 || types.includes(type));
    return Object.fromEntries(chosen.map(({ logicalId, physicalId }) => [logicalId, physicalId]));
  }

  /** The physical id of the only resource of a type, or of the only one whose logical id begins with a text. */
  public only(type: string, logicalId = ''): string {
    const found = this.all.filter((resource) => resource.type === type && resource.logicalId.startsWith(logicalId));
    if (found.length !== 1) {
      throw new Error(`The stack has ${found.length} of ${type} ${logicalId}`);
    }
    return found[0].physicalId;
  }

  public count(type: string): number {
    return this.all.filter((resource) => resource.type === type).length;
  }
}
