import { Annotations, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { knownBucket } from '../core/known-bucket';
import { shown } from '../core/shown';
import { invalid, messages } from '../core/validation';
import { whenComplete } from '../core/when-complete';
import { knownRegions, partitionOf } from '../logs/region-partitions';
import { SavedQuery } from '../queries/saved-query';
import { CloudTrailTable } from '../table/cloudtrail-table';
import { IQueriedTable } from '../table/queried-table';
import { S3RequestsView } from '../table/s3-requests-view';
import { IAuditWorkgroup } from '../workgroup/audit-workgroup';

/**
 * Checks that results go elsewhere than log files: who may write results could overwrite these, and the table would read
 * results.
 *
 * @throws if in the same bucket one of them lies within the other
 */
export function requireResultsApart({ _source: { parts } }: IQueriedTable, workgroup: IAuditWorkgroup): void {
  parts.forEach(({ table }) => requireApart(table, workgroup));
}

function requireApart({ logBucket, logPath }: CloudTrailTable, workgroup: IAuditWorkgroup): void {
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
export function requireViewOf(table: IQueriedTable, view: S3RequestsView): void {
  if (view.table !== table) {
    const tables = table._source.parts.map((part) => part.table.node.path).join(', ');
    invalid('view', view.node.path, `a view over ${tables}`);
  }
}

/** Warns where the trail records, at a cost, what the table leaves out. */
export function warnOfUnseenEvents(scope: Construct, table: CloudTrailTable): void {
  const { regions } = table._source;
  const accounts = table.hasInjectedAccounts ? [] : table.accounts;
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
  if (known && accounts.length > 0 && !accounts.includes(account)) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3-audit-trail:accountNotQueried',
      `The trail records the events of account ${account}, and no query can see them. Add it to 'accounts'.`,
    );
  }
}

/** Warns where an account that a table covers is none of those that saved queries ask for, since some table needs these. */
export function warnOfUnsavedAccounts(scope: Construct, { _source: { parts, injected } }: IQueriedTable): void {
  const { saved = [] } = injected ?? {};
  const covered = parts.flatMap(({ table }) => table.accounts);
  const unsaved = [...new Set(covered)].filter((account) => !saved.includes(account));
  if (saved.length > 0 && unsaved.length > 0 && ![...saved, ...covered].some((one) => Token.isUnresolved(one))) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3-audit-trail:accountsNotSaved',
      `The saved queries ask for the accounts of 'saved' alone, in all places of logs, and so not for ${shown(unsaved)}. ` +
        "Add them to 'saved', or ask for them by the prepared statements.",
    );
  }
}

/** Warns where all logs have ended: saved queries look back from the day on which they run. */
export function warnOfEndedLogs(scope: Construct, { _source: { parts } }: IQueriedTable): void {
  if (parts.every(({ hasEnded }) => hasEnded)) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3-audit-trail:logsHaveEnded',
      "Every place of logs has a 'lastDay', and saved queries look back from the day on which they run, so they find nothing " +
        'once their window is past it. Ask for days of then by the prepared statements.',
    );
  }
}

/** How many partitions a query may read without a warning. */
const MANY_PARTITIONS = 10_000;

/** Warns, once all queries are known, where one reads so many partitions that listing them is what it costs. */
export function warnOfManyPartitions(audit: Construct, queries: () => SavedQuery[]): void {
  whenComplete(audit, () => {
    const most = Math.max(0, ...queries().map(({ plannedPartitions }) => plannedPartitions ?? 0));
    if (most > MANY_PARTITIONS) {
      const dollars = ((most / 1_000_000) * 5).toFixed(2);
      Annotations.of(audit).addWarningV2(
        'cdk-s3-audit-trail:manyPartitions',
        `A saved query plans up to ${most} partitions, days x regions x accounts: as many LISTs of S3, about $${dollars} and ` +
          "some minutes each time. Narrow 'window', 'regions' or 'accounts', or have each query name accounts: " +
          "AuditedAccounts.injected(), with few of them 'saved'.",
      );
    }
  });
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
