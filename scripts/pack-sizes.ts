import { App, Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { SAMPLES } from '../engine/cli/audit-run';
import { THEMES } from '../engine/query-themes';
import { sampleInputs } from '../engine/samples/sample-inputs';
import { type AuditQuery, AuditedRegions, QueryPack, S3AuditTrail } from '../lib/index'; // not '../lib': see bin/
import { code } from './markdown';

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
  const [account, region] = [SAMPLES.accounts[0], SAMPLES.regions[0]];
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack');
  new S3AuditTrail(stack, 'Audit', {
    // The regions depend on the release of the CDK.
    regions: AuditedRegions.of([region]),
    managementEvents: cloudtrail.ReadWriteType.ALL,
    queries: queries.map((query) => query.withInputs(Object.fromEntries(sampleInputs(query, account, region)))),
  });
  const template = app.synth().getStackArtifact(stack.artifactId).template as { Resources: object };
  const kilobytes = Buffer.byteLength(JSON.stringify(template, undefined, 1)) / 1000;
  return [`${Object.keys(template.Resources).length}`, `${Math.round(kilobytes)}`];
}
