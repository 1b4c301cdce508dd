import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { EmulatorAddress } from './emulator';

const ROOT = join(__dirname, '..');

export interface CdkOptions {
  /** The account that is worked in. */
  readonly account: string;
  readonly region: string;
  /** Path of an app, from the root of the repository. @default - the app of cdk.json */
  readonly app?: string;
  /** The command that runs the app. @default - tsx, for TypeScript */
  readonly interpreter?: string;
}

/** Runs the CDK's own command line against an emulator. */
export class Cdk {
  private readonly folder: string;

  constructor(
    private readonly emulator: EmulatorAddress,
    private readonly options: CdkOptions,
  ) {
    this.folder = mkdtempSync(join(emulator.folder, 'cdk-'));
  }

  public bootstrap(): Promise<string> {
    // Elsewhere than cdk.json is, since the app isn't needed.
    return this.run('bootstrap', [`aws://${this.options.account}/${this.options.region}`], {}, this.folder);
  }

  /** @param variables for the app, in its environment */
  public deploy(variables: Record<string, string> = {}): Promise<string> {
    return this.run('deploy', ['--all', '--method=direct', '--require-approval=never', ...this.appArgs()], variables);
  }

  /** @throws if something differs */
  public requireNoDifference(variables: Record<string, string> = {}): Promise<string> {
    return this.run('diff', ['--method=template', '--fail', ...this.appArgs()], variables);
  }

  /** @param stacks their names; by default all */
  public destroy(variables: Record<string, string> = {}, stacks = ['--all']): Promise<string> {
    return this.run('destroy', [...stacks, '--force', ...this.appArgs()], variables);
  }

  private appArgs(): string[] {
    const { app, interpreter = 'npx tsx' } = this.options;
    return [`--output=${join(this.folder, 'cdk.out')}`, ...(app === undefined ? [] : [`--app=${interpreter} ${app}`])];
  }

  private async run(
    command: string,
    args: string[],
    variables: Record<string, string> = {},
    cwd = ROOT,
  ): Promise<string> {
    const flags = ['--ci', '--no-color', '--no-notices', '--no-version-reporting'];
    const child = spawn(join(ROOT, 'node_modules', '.bin', 'cdk'), [command, ...flags, ...args], {
      cwd,
      env: { ...withoutAws(process.env), ...this.environment(), ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    child.stdout.on('data', (text) => output.push(String(text)));
    child.stderr.on('data', (text) => output.push(String(text)));
    const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
    if (code !== 0) {
      throw new Error(`cdk ${command} failed:\n${output.join('')}`);
    }
    return output.join('');
  }

  private environment(): Record<string, string> {
    const { account, region } = this.options;
    return {
      AWS_ENDPOINT_URL: this.emulator.endpoint,
      // Ministack takes twelve digits for the root user of that account.
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: region,
      AWS_CA_BUNDLE: this.emulator.certificate,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      CDK_HOME: this.folder,
      TMPDIR: this.emulator.folder,
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_DISABLE_VERSION_CHECK: 'true',
      // CloudFormation's rules are checked by cfn-lint and policy-packs.test.ts.
      CDK_VALIDATION: 'false',
      NO_PROXY: '127.0.0.1',
      no_proxy: '127.0.0.1',
    };
  }
}

/** No setting of the machine's may lead elsewhere. */
function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')));
}
