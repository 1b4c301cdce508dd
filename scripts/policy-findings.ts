import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import { App, type IPolicyValidationContext, type IPolicyValidationPlugin, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import type { AuditVariant } from './audit-variants';
import { buildExample, exampleFile } from './doc-examples';

/** What a rule says of a resource. */
export interface PolicyFinding {
  /** The stack that it is in. */
  readonly variant: string;
  readonly pack: string;
  readonly rule: string;
  /** Its number in the pack, where rules have one. */
  readonly number?: string;
  /** What is behind the rule in brackets, where it finds several things. */
  readonly detail?: string;
  /** The path of the resource in its audit, or in the stack. */
  readonly resource: string;
}

export const ENV = { account: '111122223333', region: 'eu-west-1' };
/** The name of the plugin of Control Tower's rules. */
export const CONTROL_TOWER = 'cdk-validator-cfnguard';

interface Report {
  pluginReports: {
    pluginName: string;
    violations: { ruleName: string; description: string; violatingConstructs: { constructPath: string }[] }[];
  }[];
}

/** What all packs find in the variants, each in a stack of its name. */
export function findingsOf(variants: AuditVariant[], load: (module: string) => unknown): PolicyFinding[] {
  const app = newApp();
  for (const { name, imports, code } of variants) {
    buildExample(
      exampleFile([...imports, code].join('\n')),
      new Stack(app, name.replace(' ', '-'), { env: ENV }),
      load,
    );
  }
  return checked(app);
}

/** An app that writes where nobody else does, and puts what is found into a report, not into an error. */
export function newApp(): App {
  return new App({
    outdir: mkdtempSync(join(tmpdir(), 'cdk-s3-audit-trail-')),
    analyticsReporting: false,
    context: { '@aws-cdk/core:failSynthOnValidationErrors': false },
  });
}

/** What all packs find in an app, and CloudFormation's own rules, where they are on. */
export function checked(app: App): PolicyFinding[] {
  const packs = [AwsSolutionsChecks, NIST80053R5Checks, HIPAASecurityChecks, PCIDSS321Checks];
  Validations.of(app).addPlugins(...packs.map((Pack) => new Pack(app)), controlTower());
  const { directory } = app.synth();
  const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as Report;
  return report.pluginReports.flatMap(({ pluginName, violations }) =>
    violations.flatMap(({ ruleName, description, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => {
        const [, rule, detail] = /^([^[]*)(?:\[(.*)\])?$/s.exec(ruleName.replace(`${pluginName}-`, ''))!;
        const [variant, ...path] = constructPath.split('/');
        const [, number] = /^\[(CT\.[\w.]+)\]/.exec(description) ?? [];
        return { variant: variant.replace('-', ' '), pack: pluginName, rule, number, detail, resource: nameOf(path) };
      }),
    ),
  );
}

function nameOf(path: string[]): string {
  return (path[0] === 'Audit' ? path.slice(1) : path)
    .filter((part) => !['Resource', 'DefaultPolicy'].includes(part))
    .join('/');
}

/** Control Tower's rules, but for those that name no type of the templates, which take most of the time. */
function controlTower(): IPolicyValidationPlugin {
  return {
    name: CONTROL_TOWER,
    validate(context: IPolicyValidationContext) {
      const templates = context.templatePaths.map((path) => readFileSync(path, 'utf8'));
      const types = new Set(templates.flatMap((text) => text.match(/(?<="Type": ")AWS::\w+::\w+/g) ?? []));
      const rules = controlTowerRules().filter((file) => {
        const text = readFileSync(file, 'utf8');
        return [...types].some((type) => text.includes(type));
      });
      return new CfnGuardValidator({ controlTowerRulesEnabled: false, rules }).validate(context);
    },
  };
}

function controlTowerRules(): string[] {
  const folder = join(dirname(require.resolve('@cdklabs/cdk-validator-cfnguard')), '../rules/control-tower/cfn-guard');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.guard'))
    .map((file) => join(folder, file));
}
