import { App, Stack } from 'aws-cdk-lib';
import { S3AuditTrail, type S3AuditTrailProps } from '../lib/index'; // not '../lib': see bin/
import type { Template } from './stack-update';

/** The template of an audit alone, as the app of `bin/` has it: for any account and region. */
export function auditTemplate(props: (stack: Stack) => S3AuditTrailProps = () => ({})): Template {
  return templateOf((stack) => new S3AuditTrail(stack, 'Audit', props(stack)));
}

/** The same of an audit that is made by this. */
export function templateOf(make: (stack: Stack) => unknown): Template {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'S3AuditTrail');
  make(stack);
  return app.synth().getStackArtifact(stack.artifactId).template as Template;
}
