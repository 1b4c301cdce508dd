import { newStack, synthAudit } from '../util';

// The one snapshot of a whole template. It guards the logical ids: where one changes, what is deployed is replaced.
// It holds for the pinned CDK only: a newer one may rightly know more regions.
test('the defaults, in a stack without a concrete account or region', () => {
  expect(synthAudit({}, newStack({})).template.toJSON()).toMatchSnapshot();
});
