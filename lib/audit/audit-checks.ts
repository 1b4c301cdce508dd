import { Annotations, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { knownBucket } from '../core/known-bucket';
import { invalid, messages } from '../core/validation';
import { knownRegions, partitionOf } from '../logs/region-partitions';
import { SavedQuery } from '../queries/saved-query';
import { CloudTrailTable } from '../table/cloudtrail-table';
import { S3RequestsView } from '../table/s3-requests-view';
import { IAuditWorkgroup } from '../workgroup/audit-workgroup';

/**
 * Checks that results go elsewhere than log files: who may write results could overwrite these, and the table would read
 * results.
 *
 * @throws if in the same bucket one of them lies within the other
 */
export function requireResultsApart({ logBucket, logPath }: CloudTrailTable, workgroup: IAuditWorkgroup): void {
  const { resultsBucket, resultsPrefix } = workgroup;
  if (!resultsBucket || knownBucket(resultsBucket).key !== knownBucket(logBucket).key) {
    return;
  }
  const results = resultsPrefix === undefined ? '' : `${resultsPrefix}/`;
  if (results.startsWith(logPath) || logPath.startsWith(results)) {
    invalid('results', `${results}*`, `a prefix beside ${logPath} in the bucket of the log files, or another bucket`);
  }
}

/** @throws if the view reads another table */
export function requireViewOf(table: CloudTrailTable, view: S3RequestsView): void {
  if (view.table !== table) {
    invalid('view', view.node.path, `a view over ${table.node.path}`);
  }
}

/** Warns where the trail records, at a cost, what the table leaves out. */
export function warnOfUnseenEvents(scope: Construct, { _source: { regions }, accounts }: CloudTrailTable): void {
  const { account, region } = Stack.of(scope);
  if (regions) {
    const concrete = !Token.isUnresolved(region);
    const known = knownRegions().get(partitionOf(concrete ? region : regions[0])) ?? [];
    const unseen = [...new Set([...known, ...(concrete ? [region] : [])])].filter((name) => !regions.includes(name));
    if (unseen.length > 0) {
      Annotations.of(scope).addWarningV2(
        'cdk-s3-audit-trail:regionsNotQueried',
        `The trail records the events of all regions, and no query can see those of ${unseen.join(', ')}. Leave 'regions' out to see them all.`,
      );
    }
  }
  const known = ![account, accounts, ...accounts].some((value) => Token.isUnresolved(value));
  if (known && !accounts.includes(account)) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3-audit-trail:accountNotQueried',
      `The trail records the events of account ${account}, and no query can see them. Add it to 'accounts'.`,
    );
  }
}

/** Fails where a list of what is expected is given, and no query asks for it. */
export function checkExpectedLists(saved: SavedQuery[], lists: Record<string, string>): string[] {
  const inputs = saved.flatMap(({ query }) => query.inputs.map((input) => input.name));
  return Object.entries(lists)
    .filter(([name]) => !inputs.includes(name))
    .flatMap(([name, list]) =>
      messages(() =>
        invalid(
          `expected${name[0].toUpperCase()}${name.slice(1)}`,
          list,
          `none where no query has an input '${name}'; add AuditQuery.REQUESTS_OUTSIDE_${name.toUpperCase()} to 'queries'`,
        ),
      ),
    );
}
