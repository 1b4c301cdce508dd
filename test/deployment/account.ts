import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { GlueClient } from '@aws-sdk/client-glue';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { Cdk } from '../../deployment/cdk';
import type { EmulatorAddress } from '../../deployment/emulator';

export const REGION = 'eu-west-1';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** An account of the emulator's, seen by one caller. Accounts know nothing of each other but the buckets that they open. */
export class Account {
  private static readonly emulator = JSON.parse(process.env.EMULATOR!) as EmulatorAddress;
  private static readonly agent = new Agent({ ca: readFileSync(Account.emulator.certificate), keepAlive: true });

  public readonly athena: AthenaClient;
  public readonly cloudFormation: CloudFormationClient;
  public readonly cloudTrail: CloudTrailClient;
  public readonly glue: GlueClient;
  public readonly kms: KMSClient;
  public readonly s3: S3Client;
  public readonly sts: STSClient;
  public readonly stepFunctions: SFNClient;

  /** @param credentials of the caller; those of the account's root user by default */
  constructor(
    public readonly id: string,
    credentials: Credentials = { accessKeyId: id, secretAccessKey: 'test' },
  ) {
    const settings = {
      region: REGION,
      endpoint: Account.emulator.endpoint,
      credentials,
      maxAttempts: 1,
      requestHandler: { httpsAgent: Account.agent },
    };
    this.athena = new AthenaClient(settings);
    this.cloudFormation = new CloudFormationClient(settings);
    this.cloudTrail = new CloudTrailClient(settings);
    this.glue = new GlueClient(settings);
    this.kms = new KMSClient(settings);
    this.s3 = new S3Client({ ...settings, forcePathStyle: true });
    this.sts = new STSClient(settings);
    this.stepFunctions = new SFNClient(settings);
  }

  /** The command line of the CDK in this account, for an app or for that of `bin/`. */
  public cdk(app?: string, interpreter?: string): Cdk {
    return new Cdk(Account.emulator, { account: this.id, region: REGION, app, interpreter });
  }

  /** The account as a role of it sees it. */
  public async as(role: string): Promise<Account> {
    const request = new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${this.id}:role/${role}`, RoleSessionName: 'test' });
    const { AccessKeyId, SecretAccessKey, SessionToken } = (await this.sts.send(request)).Credentials!;
    return new Account(this.id, {
      accessKeyId: AccessKeyId!,
      secretAccessKey: SecretAccessKey!,
      sessionToken: SessionToken,
    });
  }

  /** From now on, what is asked of Athena in this account is answered from a URL, or by the emulator's own again. */
  public async answerQueriesBy(url: string | null): Promise<void> {
    const target = new URL('/_athena/executor', Account.emulator.endpoint);
    const post = request(target, { method: 'POST', agent: Account.agent }).end(
      JSON.stringify({ account: this.id, url }),
    );
    const [response] = (await once(post, 'response')) as [IncomingMessage];
    response.resume();
    if (response.statusCode !== 204) {
      throw new Error(`The emulator answers with ${response.statusCode}`);
    }
  }

  /** A folder that lasts for this run. */
  public newFolder(): string {
    return mkdtempSync(join(Account.emulator.folder, 'test-'));
  }
}
