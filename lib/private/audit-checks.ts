import { Annotations, Duration, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PartitionsProps } from '../partitions';
import { knownRegions, partitionOf } from './regions';
import { invalid } from './validation';

/**
 * Checks the retention that is asked for and the window against how long log files are kept, where that is known.
 *
 * @throws if the retention wouldn't be applied, or if the saved queries look back further
 */
export function checkRetention(props: { retention?: Duration; window?: Duration }, kept?: Duration): void {
  const { retention, window } = props;
  if (retention && !kept) {
    invalid(
      'retention',
      retention.toString(),
      "none with a 'logBucket' of your own, whose lifecycle is yours; 'firstDay' says how far back queries can see",
    );
  }
  const known = window && kept && !window.isUnresolved() && !kept.isUnresolved();
  if (known && window.toSeconds() > kept.toSeconds()) {
    invalid('window', window.toString(), `at most the retention of the log files, ${kept.toString()}`);
  }
}

/** Warns where the trail records, at a cost, what the table leaves out. */
export function warnOfUnseenEvents(scope: Construct, props: PartitionsProps): void {
  const { account, region } = Stack.of(scope);
  if (props.regions) {
    const seen = [...props.regions, ...(props.additionalRegions ?? [])];
    const partition = partitionOf(Token.isUnresolved(region) ? seen[0] : region);
    const unseen = (knownRegions().get(partition) ?? []).filter((known) => !seen.includes(known));
    if (unseen.length > 0) {
      Annotations.of(scope).addWarningV2(
        'cdk-s3-audit-trail:regionsNotQueried',
        `The trail records the events of all regions, and no query can see those of ${unseen.join(', ')}. Leave 'regions' out to see them all.`,
      );
    }
  }
  if (
    props.accounts &&
    !Token.isUnresolved(account) &&
    !props.accounts.some((seen) => seen === account || Token.isUnresolved(seen))
  ) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3-audit-trail:accountNotQueried',
      `The trail records the events of account ${account}, and no query can see them. Add it to 'accounts'.`,
    );
  }
}
