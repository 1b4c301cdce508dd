import { Construct } from 'constructs';
import { invalid } from '../core/validation';
import { AuditQuery } from '../queries/audit-query';
import { expectedLists } from '../queries/input-values';
import { queriesToSave } from '../queries/query-list';
import { SavedQuery } from '../queries/saved-query';
import { IQueriedTable } from '../table/queried-table';
import { IAuditWorkgroup } from '../workgroup/audit-workgroup';
import { statementPrefixIn } from '../workgroup/statement-prefix';
import { checkExpectedLists, warnOfManyPartitions } from './audit-checks';
import { AddedQueryOptions, S3AuditOptions } from './s3-audit-options';

/** What the queries of an audit are saved over. */
interface QueriedParts {
  readonly table: IQueriedTable;
  readonly workgroup: IAuditWorkgroup;
  /** Values for inputs that the audit knows. */
  readonly inputs?: { [name: string]: string };
}

/** The saved queries of an audit. */
export class AuditQueries {
  private readonly scope: Construct;
  private readonly inputs: { [name: string]: string };
  private readonly saved = new Map<string, SavedQuery>();

  /** @param check of a query that was asked for, and not one by default */
  constructor(
    private readonly audit: Construct,
    private readonly parts: QueriedParts,
    private readonly options: S3AuditOptions,
    private readonly check: (query: AuditQuery) => void = () => undefined,
  ) {
    const lists = expectedLists(options.expectedNetworks, options.expectedPrincipals);
    this.inputs = { ...parts.inputs, ...lists };
    this.scope = new Construct(audit, 'Queries');
    const { queries } = options;
    queriesToSave(queries).forEach((query) => (queries ? this.add(query) : this.save(query)));
    audit.node.addValidation({ validate: () => checkExpectedLists(this.all, lists) });
    warnOfManyPartitions(audit, () => this.all);
  }

  /** In the order in which they were added. */
  public get all(): SavedQuery[] {
    return [...this.saved.values()];
  }

  /** @throws if there is one of that name, or it doesn't pass the check */
  public add(query: AuditQuery, options?: AddedQueryOptions): SavedQuery {
    this.check(query);
    return this.save(query, options);
  }

  private save(query: AuditQuery, { reads, window }: AddedQueryOptions = {}): SavedQuery {
    if (this.saved.has(query.queryName)) {
      invalid('queries', query.queryName, 'each name once; one of that name is saved already');
    }
    const asked = new Set(query.inputs.map(({ name }) => name));
    const inputs = Object.fromEntries(Object.entries(this.inputs).filter(([name]) => asked.has(name)));
    const { table, workgroup } = this.parts;
    if (reads && reads._source.parts !== table._source.parts) {
      invalid(
        'reads',
        reads,
        "the RequestTable of this audit, or its logs; another one's are asked by a query of its own",
      );
    }
    const saved = new SavedQuery(this.scope, query.queryName, {
      query,
      table: reads ?? table,
      workgroup,
      window: window ?? this.options.window,
      inputs,
      statementPrefix: statementPrefixIn(workgroup, this.audit),
    });
    this.saved.set(query.queryName, saved);
    return saved;
  }
}
