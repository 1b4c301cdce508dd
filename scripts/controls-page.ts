import { code, markdownTable } from './markdown';
import { SECURITY_CONTROLS, SUBJECTS, type SecurityControl } from './security-controls';

const HUB = 'https://docs.aws.amazon.com/securityhub/latest/userguide';
const CONFIG = 'https://docs.aws.amazon.com/config/latest/developerguide';

/** docs/controls.md. */
export function controlsPage(): string {
  const head = [
    'Control',
    'What it asks',
    'Rule of Config',
    'CIS 5.0, 3.0',
    'CIS 1.4',
    'Default',
    'With options',
    'By what',
  ];
  return `${[
    '<!-- Made by npm run docs from scripts/security-controls.ts. -->',
    '# Controls of Security Hub, Config and CIS',
    `Which controls an \`S3AuditTrail\` meets by default, and with all of its [options](hardening.md). **Met** means that the template has what AWS's page
asks for; \`test/package/controls.test.ts\` looks at the templates. **Open** means that AWS's page doesn't decide it, or that it is yours to add.
None of it has run in an account, and none of these pages tells how a rule reads advanced event selectors, which the trail has.`,
    `An \`S3Audit\`, over logs that exist, makes neither trail nor log bucket: only what is said of the results, the workgroup and the key of the results is
about it. Controls on tags, and those on the policies of IAM, are left out: both are the app's. S3.4, S3.16, S3.18 and S3.21 don't stand on AWS's page. The numbers of CIS are those of
[Security Hub's page on the benchmark](${HUB}/cis-aws-foundations-benchmark.html).`,
    ...Object.entries(SUBJECTS).flatMap(([subject, title]) => [
      `## ${title}`,
      markdownTable(head, SECURITY_CONTROLS.filter((control) => control.subject === subject).map(row)),
    ]),
    `## Where S3.22 and S3.23 fail`,
    `Leave the audit as it is: a trail that records its own log bucket makes an event of each delivery, and a delivery of each event. Suppress the finding
in Security Hub, with the reason above.`,
  ].join('\n\n')}\n`;
}

function row({ id, asks, rule, cis = [undefined, undefined], byDefault, withOptions, how }: SecurityControl): string[] {
  return [
    linked(id),
    asks,
    rule === undefined ? '' : `[${code(rule)}](${CONFIG}/${rule}.html)`,
    ...cis.map((number) => number ?? ''),
    standing(byDefault),
    standing(withOptions),
    how,
  ];
}

/** To its page: that of Config, where it is a rule. */
function linked(id: string): string {
  const [, service, number] = /^([A-Z]\w+)\.(\d+)/.exec(id) ?? [];
  if (service === undefined) {
    return `[${code(id)}](${CONFIG}/${id}.html)`;
  }
  const page = service.toLowerCase();
  return `[${id}](${HUB}/${page}-controls.html#${page}-${number})`;
}

function standing(text: string): string {
  return text === 'met' ? '**met**' : text;
}
