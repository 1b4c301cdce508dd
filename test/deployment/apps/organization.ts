import { App, Stack } from 'aws-cdk-lib';
import * as organizations from 'aws-cdk-lib/aws-organizations';

/** An organization, in its management account. */
const stack = new Stack(new App(), 'Organization');
new organizations.CfnOrganization(stack, 'Organization');
