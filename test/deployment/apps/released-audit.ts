import { join } from 'node:path';
import { App, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { S3AuditTrail } from '../../../lib/index';

/** The default audit: of a release, by the template that was kept of it, or of today. */
const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
const stack = new Stack(new App(), 'S3AuditTrail', { synthesizer });
if (process.env.RELEASE) {
  const templateFile = join(__dirname, '../../updates/releases', process.env.RELEASE, 'default.json');
  new CfnInclude(stack, 'Released', { templateFile });
} else {
  new S3AuditTrail(stack, 'Audit');
}
