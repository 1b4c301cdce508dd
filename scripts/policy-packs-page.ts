import { GRANTS, VARIANTS, type AuditVariant, variableOf } from './audit-variants';
import { FINDING_REASONS, type FindingReason } from './finding-reasons';
import { code, codeBlock, markdownTable, plain } from './markdown';
import { CONTROL_TOWER, ENV, type PolicyFinding } from './policy-findings';

const PACKS: Record<string, string> = {
  AwsSolutions: 'AwsSolutions',
  'NIST.800.53.R5': 'NIST 800-53 R5',
  'HIPAA.Security': 'HIPAA',
  'PCI.DSS.321': 'PCI DSS',
  [CONTROL_TOWER]: 'Control Tower',
};

/** What an acknowledgement is written on: the narrowest construct that an app can name. */
const SCOPES: Record<string, string> = {
  LogBucket: 'audit.logBucket',
  'LogBucket/ReplicationRole': 'audit',
  Trail: 'audit.trail',
  'Trail/LogGroupRole': 'audit.trail',
  Workgroup: 'audit',
  'Workgroup/Results': 'audit.workgroup.resultsBucket!',
  'RequestTable/Bucket': 'requestTable.bucket',
  'RequestTable/UpkeepRole': 'requestTable',
  'RequestTable/Load/Role': 'requestTable',
  'RequestTable/Load/ScheduleRole': 'requestTable',
  'RequestTable/Load/Lock': 'requestTable',
  'RequestTable/Load/Log': 'requestTable',
  'RequestTable/Load/Failures': 'requestTable.deadLetterQueue',
  ...Object.fromEntries(Object.values(GRANTS).map((role) => [role, variableOf(role)])),
};

/** docs/policy-packs.md. */
export function policyPacksPage(findings: PolicyFinding[]): string {
  const explained = explainedFindings(findings);
  const head = ['Finding', 'Pack', 'Resource', 'Stands in', 'Why', 'What to do where a policy demands it'];
  return `${[
    '<!-- Made by npm run docs from scripts/finding-reasons.ts and what the packs find. -->',
    '# Policy packs: every finding, and why it stands',
    `[cdk-nag](https://github.com/cdklabs/cdk-nag)'s packs AwsSolutions, NIST 800-53 R5, HIPAA Security and PCI DSS 3.2.1, and the rules of AWS Control
Tower in [@cdklabs/cdk-validator-cfnguard](https://github.com/cdklabs/cdk-validator-cfnguard), look at five audits: ${VARIANTS.map(({ name }) => `**${name}**`).join(', ')}. Their code stands below.
These findings are left. \`test/package/policy-packs.test.ts\` fails where one has no row here, and where a row is no finding any more. The
constructs acknowledge none of them for you: your own packs decide. [hardening.md](hardening.md) tells what the options are.`,
    markdownTable(head, explained.map(row)),
    '## Acknowledging them',
    `Packs are added by \`Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new CfnGuardValidator())\`. What follows acknowledges every
finding of its audit, and nothing else. A test runs each example with all packs.`,
    `- **An id of cdk-nag counts for its construct**, and for what is below it. The id that the CDK's report proposes, with the pack and two colons in front
  (\`AwsSolutions::AwsSolutions-S1\`), counts for the whole app instead.
- **An id of Control Tower's rules counts for the whole app** with the CDK's release 2.270.0, on whatever construct it is: buckets of yours are no longer found by that rule,
  either. With the newest release it counts for its construct, too.
- **Buckets and log groups of yours** that you pass to it have findings of their own, if your app makes them. A bucket for access logs can't end Control
  Tower's CT.S3.PR.10: S3 writes access logs to no bucket with a key of KMS.
- What \`IAM5\` has in brackets are logical ids, here those of a construct \`Audit\` in a stack with an \`env\`. Take yours from the report.`,
    ...VARIANTS.filter(({ name }) => name !== 'default').flatMap((variant) => [
      `### ${variant.title}`,
      codeBlock('ts', acknowledgedCode(variant, explained)),
    ]),
  ].join('\n\n')}\n`;
}

interface Explained extends FindingReason {
  readonly findings: PolicyFinding[];
  readonly variants: string[];
}

/**
 * The reasons, each with its findings.
 *
 * @throws if a finding has no reason, or a rule of a reason finds nothing, or not in the same variants as its others
 */
export function explainedFindings(findings: PolicyFinding[], reasons = FINDING_REASONS): Explained[] {
  const explained = reasons.map((reason) => {
    const [variants, ...others] = reason.rules.map((rule) => variantsOf(findings, reason.resource, rule));
    if (variants.length === 0 || others.some((other) => other.join() !== variants.join())) {
      throw new Error(`Not every rule of ${reason.rules.join(', ')} finds ${reason.resource} in the same variants`);
    }
    const own = findings.filter(({ resource, rule }) => resource === reason.resource && reason.rules.includes(rule));
    return { ...reason, findings: own, variants };
  });
  const known = new Set(explained.flatMap((reason) => reason.findings));
  const unknown = findings.filter((finding) => !known.has(finding));
  if (unknown.length > 0) {
    throw new Error(`No reason for ${unknown.map(({ rule, resource }) => `${rule} of ${resource}`).join(', ')}`);
  }
  return explained;
}

function variantsOf(findings: PolicyFinding[], resource: string, rule: string): string[] {
  return VARIANTS.map(({ name }) => name).filter((name) =>
    findings.some((one) => one.variant === name && one.resource === resource && one.rule === rule),
  );
}

function row({ rules, findings, resource, variants, reason, instead }: Explained): string[] {
  const packsOf = (rule: string) => {
    const found = findings.filter((finding) => finding.rule === rule);
    return [...new Set(found.map(({ pack, number }) => [PACKS[pack], number].filter(Boolean).join(' ')))].join(', ');
  };
  return [
    rules.map(code).join('<br>'),
    rules.map(packsOf).join('<br>'),
    code(resource),
    variants.join(', '),
    plain(reason),
    instead,
  ];
}

/** The code of a variant, and after it an acknowledgement of each of its findings. */
function acknowledgedCode({ name, imports, code: made }: AuditVariant, explained: Explained[]): string {
  const [ofCdk, others] = [true, false].map((wanted) =>
    imports.filter((line) => line.endsWith("'aws-cdk-lib';") === wanted),
  );
  const names = ofCdk.flatMap((line) => /\{ (.*) \}/.exec(line)![1].split(', '));
  const accepted = explained
    .map((reason) => ({ ...reason, findings: reason.findings.filter(({ variant }) => variant === name) }))
    .filter(({ findings }) => findings.length > 0)
    .map(acceptance);
  return [
    `import { ${[...names, 'Validations'].join(', ')} } from 'aws-cdk-lib';`,
    ...others,
    '',
    made,
    '',
    ...accepted,
  ].join('\n');
}

function acceptance({ resource, reason, findings }: Explained): string {
  const ids = [...new Set(findings.map(acknowledgedId))].map((id) => `  ${literal(id)},`);
  const acknowledge = `  Validations.of(${SCOPES[resource]}).acknowledge({ id, reason: ${literal(reason)} });`;
  return ['for (const id of [', ...ids, ']) {', acknowledge, '}'].join('\n');
}

function acknowledgedId({ pack, rule, detail }: PolicyFinding): string {
  return pack === CONTROL_TOWER ? `${pack}::${rule}` : `${pack}-${rule}${detail === undefined ? '' : `[${detail}]`}`;
}

/** A text of TypeScript, in which account and region are the stack's. */
function literal(text: string): string {
  const ofStack = text.replaceAll(ENV.account, '${this.account}').replaceAll(ENV.region, '${this.region}');
  return ofStack === text ? `'${text.replaceAll("'", "\\'")}'` : `\`${ofStack}\``;
}
