import { App, Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { THEMES } from '../engine/query-themes';
import { type AuditQuery, QueryPack, S3AuditTrail } from '../lib/index'; // not '../lib': see bin/
import { code } from './markdown';

/** For inputs without a default, of about the length that they have. */
const VALUES: Record<string, string> = {
  region: 'us-east-1',
  networks: '192.0.2.0/24,2001:db8::/32',
  principals: 'arn:aws:iam::111122223333:role/app',
  principal: 'arn:aws:iam::111122223333:role/app',
  bucket: 'amzn-s3-demo-bucket',
  key: 'docs/example-qr.png',
  trail: 'audit-trail',
  log_bucket: 'audit-logs',
};

/** A row for each list of the pack: what an audit with its queries is, all of them saved, in a stack of its own. */
export function packSizes(): string[][] {
  const lists: [string, AuditQuery[]][] = [
    ['REQUEST_IDENTIFICATION', QueryPack.REQUEST_IDENTIFICATION],
    ...THEMES.map(({ list, queries }): [string, AuditQuery[]] => [list, queries]),
    ['ALL', QueryPack.ALL],
  ];
  return lists.map(([list, queries]) => [code(`QueryPack.${list}`), `${queries.length}`, ...templateSize(queries)]);
}

/** The number of resources, and the kilobytes of the template's text as the CDK writes it. */
function templateSize(queries: AuditQuery[]): string[] {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack');
  new S3AuditTrail(stack, 'Audit', {
    // The regions depend on the release of the CDK.
    regions: ['us-east-1'],
    managementEvents: cloudtrail.ReadWriteType.ALL,
    queries: queries.map((query) =>
      query.withInputs(
        Object.fromEntries(query.inputs.map(({ name, defaultValue }) => [name, defaultValue ?? VALUES[name]])),
      ),
    ),
  });
  const template = app.synth().getStackArtifact(stack.artifactId).template as { Resources: object };
  const kilobytes = Buffer.byteLength(JSON.stringify(template, undefined, 1)) / 1000;
  return [`${Object.keys(template.Resources).length}`, `${Math.round(kilobytes)}`];
}
