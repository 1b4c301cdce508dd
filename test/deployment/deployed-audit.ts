import {
  BatchGetNamedQueryCommand,
  GetPreparedStatementCommand,
  type NamedQuery,
  paginateListNamedQueries,
  paginateListPreparedStatements,
  type PreparedStatement,
} from '@aws-sdk/client-athena';
import { GetTableCommand, type Column, type Table } from '@aws-sdk/client-glue';
import { viewDefinition } from '../../engine/template/athena-view';
import type { GlueColumn, GlueTable, GlueView } from '../../engine/template/template';
import type { Account } from './account';
import { StackResources } from './stack-resources';

/** An audit as someone finds it who has its account, and neither its template nor its code. */
export class DeployedAudit {
  /** @param construct what the logical ids of its resources begin with */
  public static async in(account: Account, stackName = 'S3AuditTrail', construct = 'Audit'): Promise<DeployedAudit> {
    return new DeployedAudit(account, await StackResources.of(account, stackName), construct);
  }

  private constructor(
    private readonly account: Account,
    public readonly resources: StackResources,
    private readonly construct: string,
  ) {}

  public get trailName(): string {
    return this.resources.only('AWS::CloudTrail::Trail', this.construct);
  }

  public get logBucket(): string {
    return this.resources.only('AWS::S3::Bucket', `${this.construct}LogBucket`);
  }

  public get resultsBucket(): string {
    return this.resources.only('AWS::S3::Bucket', `${this.construct}Workgroup`);
  }

  public get workgroup(): string {
    return this.resources.only('AWS::Athena::WorkGroup', this.construct);
  }

  public get database(): string {
    return this.resources.only('AWS::Glue::Database', this.construct);
  }

  public table(): Promise<Table> {
    return this.glueTable(this.resources.only('AWS::Glue::Table', `${this.construct}Table`));
  }

  /** Of an audit of several places. */
  public tables(): Promise<Table[]> {
    const prefix = `${this.construct}Table`;
    const all = Object.entries(this.resources.physicalIds('AWS::Glue::Table'));
    const names = all.filter(([logicalId]) => logicalId.startsWith(prefix)).map(([, name]) => name);
    return Promise.all(names.sort().map((name) => this.glueTable(name)));
  }

  public view(): Promise<Table> {
    return this.glueTable(this.resources.only('AWS::Glue::Table', `${this.construct}RequestsView`));
  }

  public namedQueries(): Promise<NamedQuery[]> {
    return namedQueries(this.account, this.workgroup);
  }

  public preparedStatements(): Promise<PreparedStatement[]> {
    return preparedStatements(this.account, this.workgroup);
  }

  private async glueTable(name: string): Promise<Table> {
    const answer = await this.account.glue.send(new GetTableCommand({ DatabaseName: this.database, Name: name }));
    return answer.Table!;
  }
}

export async function namedQueries(account: Account, workgroup: string): Promise<NamedQuery[]> {
  const ids: string[] = [];
  for await (const page of paginateListNamedQueries({ client: account.athena }, { WorkGroup: workgroup })) {
    ids.push(...page.NamedQueryIds!);
  }
  const answer = await account.athena.send(new BatchGetNamedQueryCommand({ NamedQueryIds: ids }));
  return answer.NamedQueries!;
}

export async function preparedStatements(account: Account, workgroup: string): Promise<PreparedStatement[]> {
  const statements: PreparedStatement[] = [];
  for await (const page of paginateListPreparedStatements({ client: account.athena }, { WorkGroup: workgroup })) {
    for (const { StatementName } of page.PreparedStatements!) {
      const request = new GetPreparedStatementCommand({ StatementName, WorkGroup: workgroup });
      statements.push((await account.athena.send(request)).PreparedStatement!);
    }
  }
  return statements;
}

/** Glue's answer as the engines take it. */
export function asGlueTable(table: Table): GlueTable {
  return {
    database: table.DatabaseName!,
    name: table.Name!,
    columns: glueColumns(table.StorageDescriptor!.Columns),
    partitionKeys: glueColumns(table.PartitionKeys),
    location: table.StorageDescriptor!.Location!,
    parameters: table.Parameters!,
  };
}

/** The same of a view. */
export function asGlueView(view: Table): GlueView {
  return {
    database: view.DatabaseName!,
    name: view.Name!,
    columns: glueColumns(view.StorageDescriptor!.Columns),
    parameters: view.Parameters!,
    definition: viewDefinition(view.ViewOriginalText!),
  };
}

function glueColumns(columns: Column[] = []): GlueColumn[] {
  return columns.map(({ Name, Type }) => ({ name: Name!, type: Type! }));
}
