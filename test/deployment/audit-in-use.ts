import { generateLogFiles } from '../../engine/samples/log-generator';
import { writeLogFiles } from '../../engine/storage/log-files';
import { Account, REGION } from './account';
import { DeployedAudit } from './deployed-audit';
import { objectTags, upload } from './deployed-bucket';
import { runQuery } from './query-run';

/** An audit with log files and the results of a query. */
export class AuditInUse {
  public static async of(account: Account): Promise<AuditInUse> {
    const audit = await DeployedAudit.in(account);
    const folder = account.newFolder();
    writeLogFiles(folder, generateLogFiles({ accounts: [account.id], regions: [REGION], days: ['2026/11/17'] }));
    await upload(account, folder, audit.logBucket, '');
    await runQuery(account, audit.workgroup, "EXECUTE sigv2_requests USING '2026/11/17', '2026/11/17'");
    return new AuditInUse(account, audit);
  }

  private constructor(
    private readonly account: Account,
    /** The audit as it was then. */
    public readonly audit: DeployedAudit,
  ) {}

  /** The keys of all that is in the buckets that the audit had then, with their checksums. */
  public async objects(): Promise<Map<string, string>> {
    const [logs, results] = [this.audit.logBucket, this.audit.resultsBucket];
    return new Map([...(await objectTags(this.account, logs)), ...(await objectTags(this.account, results))]);
  }
}
