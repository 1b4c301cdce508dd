import { Template } from 'aws-cdk-lib/assertions';
import { newStack } from '../util';
import { loadedAudit } from './loaded-audit';

// What the table adds to the template of an audit, which has a snapshot of its own. As that one, it guards the logical ids,
// and holds for the pinned CDK only: here also the texts of the statements, where they stand in the definition of the load.
test('the defaults, in a stack without a concrete account or region', () => {
  const { stack } = loadedAudit({}, {}, newStack({}));
  const { Resources, Outputs } = Template.fromStack(stack).toJSON();
  const added = (parts: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(parts).filter(([id]) => id.startsWith('AuditRequestTable')));
  expect({ Resources: added(Resources), Outputs: added(Outputs) }).toMatchSnapshot();
});
