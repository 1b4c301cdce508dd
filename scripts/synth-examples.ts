import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as library from '../lib/index'; // not '../lib': see bin/
import { buildExample, pageExamples, regionsFor } from './doc-examples';
import { EXAMPLE_APPS, copyExampleFiles, synthExample } from './example-apps';

/** What `cdk init` puts into an app of today: without it, a bucket for access logs has an ACL, which linters warn of. */
const AS_NEW_APPS = { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true };

/** Writes the templates of each example, those of the docs one for each region that they may be in, into a folder, for a linter. */
function main(): void {
  process.env.CDK_VALIDATION ??= 'false';
  const outdir = resolve(process.argv[2]);
  const nodeRequire = createRequire(__filename);
  const load = (name: string): unknown => (name === 'cdk-s3-audit-trail' ? library : nodeRequire(name));
  const folder = mkdtempSync(join(tmpdir(), 'examples-'));
  copyExampleFiles(folder);
  process.chdir(folder);
  pageExamples().forEach((file, index) => {
    for (const region of regionsFor(file)) {
      const app = new App({ outdir, analyticsReporting: false, context: AS_NEW_APPS });
      const stack = new Stack(app, `Example${index}-${region}`, { env: { account: '111122223333', region } });
      buildExample(file, stack, load);
      app.synth();
    }
  });
  for (const name of EXAMPLE_APPS) {
    writeFileSync(
      join(outdir, `${name}.template.json`),
      JSON.stringify(synthExample(name, mkdtempSync(join(folder, name)))),
    );
  }
}

main();
