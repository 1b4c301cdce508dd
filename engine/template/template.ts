import { type ViewDefinition, viewDefinition } from './athena-view';
import { type IcebergTable, icebergTable, isIceberg } from './iceberg-table';
import { type DeploymentEnvironment, Intrinsics } from './intrinsics';
import { type Json, type JsonObject, isObject, member, text } from './json';
import { type LoadTexts, loadTexts } from './load-texts';

export interface GlueColumn {
  readonly name: string;
  /** In Hive's words. */
  readonly type: string;
}

export interface GlueTable {
  readonly database: string;
  readonly name: string;
  readonly columns: GlueColumn[];
  readonly partitionKeys: GlueColumn[];
  readonly location: string;
  readonly parameters: Record<string, string>;
}

/** A view, which Glue keeps as a table of its own kind. */
export interface GlueView {
  readonly database: string;
  readonly name: string;
  readonly columns: GlueColumn[];
  readonly parameters: Record<string, string>;
  readonly definition: ViewDefinition;
}

export interface SavedQuery {
  readonly name: string;
  readonly description?: string;
  readonly database: string;
  readonly sql: string;
}

export interface PreparedStatement {
  readonly name: string;
  readonly description?: string;
  readonly sql: string;
}

/** What a deployed template leaves behind for someone who queries. */
export interface DeployedTemplate {
  readonly tables: GlueTable[];
  readonly views: GlueView[];
  readonly icebergTables: IcebergTable[];
  /** How request tables are loaded. */
  readonly loads: LoadTexts[];
  readonly savedQueries: SavedQuery[];
  readonly preparedStatements: PreparedStatement[];
}

/** Reads a synthesised template as it would stand once it is deployed. Nothing but what is asked for is resolved. */
export function readTemplate(template: object, environment: DeploymentEnvironment): DeployedTemplate {
  return new TemplateReader(template as JsonObject, environment).read();
}

/** Where `Ref` finds the name of a resource that has one of its own. */
const NAMES: Record<string, string[]> = {
  'AWS::Athena::WorkGroup': ['Name'],
  'AWS::Athena::PreparedStatement': ['StatementName'],
  'AWS::CloudTrail::Trail': ['TrailName'],
  'AWS::Glue::Database': ['DatabaseInput', 'Name'],
  'AWS::Glue::Table': ['TableInput', 'Name'],
  'AWS::DynamoDB::Table': ['TableName'],
  'AWS::SQS::Queue': ['QueueName'],
  'AWS::S3::Bucket': ['BucketName'],
};

class TemplateReader {
  private readonly intrinsics: Intrinsics;

  constructor(
    private readonly template: JsonObject,
    private readonly environment: DeploymentEnvironment,
  ) {
    this.intrinsics = new Intrinsics(template, environment, (logicalId, attribute) =>
      this.reference(logicalId, attribute),
    );
  }

  public read(): DeployedTemplate {
    const all = this.properties('AWS::Glue::Table');
    const tables = all.filter((table) => !isIceberg(table));
    return {
      tables: tables.filter((table) => !this.isView(table)).map((table) => this.glueTable(table)),
      views: tables.filter((table) => this.isView(table)).map((view) => this.glueView(view)),
      icebergTables: all.filter(isIceberg).map((table) => icebergTable(this.intrinsics.resolve(table)!)),
      loads: this.properties('AWS::StepFunctions::StateMachine').map((machine) =>
        loadTexts(this.text(machine, 'DefinitionString')),
      ),
      savedQueries: this.properties('AWS::Athena::NamedQuery').map((query) => ({
        name: this.text(query, 'Name'),
        description: this.optionalText(query, 'Description'),
        database: this.text(query, 'Database'),
        sql: this.text(query, 'QueryString'),
      })),
      preparedStatements: this.properties('AWS::Athena::PreparedStatement').map((statement) => ({
        name: this.text(statement, 'StatementName'),
        description: this.optionalText(statement, 'Description'),
        sql: this.text(statement, 'QueryStatement'),
      })),
    };
  }

  private isView(table: Json): boolean {
    return this.optionalText(member(table, 'TableInput', 'AWS::Glue::Table'), 'TableType') === 'VIRTUAL_VIEW';
  }

  private glueView(view: Json): GlueView {
    const input = member(view, 'TableInput', 'AWS::Glue::Table');
    return {
      database: this.text(view, 'DatabaseName'),
      name: this.text(input, 'Name'),
      columns: this.columns(member(member(input, 'StorageDescriptor', 'TableInput'), 'Columns', 'StorageDescriptor')),
      parameters: this.parameters(input),
      definition: viewDefinition(this.text(input, 'ViewOriginalText')),
    };
  }

  private glueTable(table: Json): GlueTable {
    const input = member(table, 'TableInput', 'AWS::Glue::Table');
    const storage = member(input, 'StorageDescriptor', 'TableInput');
    return {
      database: this.text(table, 'DatabaseName'),
      name: this.text(input, 'Name'),
      columns: this.columns(member(storage, 'Columns', 'StorageDescriptor')),
      partitionKeys: this.columns(member(input, 'PartitionKeys', 'TableInput')),
      location: this.text(storage, 'Location'),
      parameters: this.parameters(input),
    };
  }

  private parameters(input: Json): Record<string, string> {
    const parameters = this.intrinsics.resolve(member(input, 'Parameters', 'TableInput')) as JsonObject;
    return Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, text(value, key)]));
  }

  private columns(columns: Json): GlueColumn[] {
    const resolved = this.intrinsics.resolve(columns) as Json[];
    return resolved.map((column) => ({ name: this.text(column, 'Name'), type: this.text(column, 'Type') }));
  }

  /** The properties of all resources of a type that this deployment has. */
  private properties(type: string): Json[] {
    return Object.entries(this.resources())
      .filter(([, resource]) => isObject(resource) && resource.Type === type && this.exists(resource))
      .map(([logicalId, resource]) => member(resource, 'Properties', logicalId));
  }

  private exists(resource: JsonObject): boolean {
    return resource.Condition === undefined || this.intrinsics.condition(text(resource.Condition, 'Condition'));
  }

  private reference(logicalId: string, attribute?: string): Json {
    const resource = member(this.resources(), logicalId, 'Resources');
    const type = text(member(resource, 'Type', logicalId), logicalId);
    if (attribute === undefined && type in NAMES) {
      return this.nameOf(logicalId, resource, type);
    }
    if (attribute === 'Arn' && type === 'AWS::S3::Bucket') {
      return `arn:${this.environment.partition ?? 'aws'}:s3:::${this.nameOf(logicalId, resource, type)}`;
    }
    throw new Error(
      `${attribute === undefined ? 'Ref' : `Fn::GetAtt ${attribute}`} of ${logicalId} (${type}) is unknown`,
    );
  }

  private nameOf(logicalId: string, resource: Json, type: string): string {
    let value: Json | undefined = (resource as JsonObject).Properties;
    for (const key of NAMES[type]) {
      value = isObject(value) ? value[key] : undefined;
    }
    const name = this.intrinsics.resolve(value);
    // CloudFormation would make a name of the logical id, too, in lower case for a bucket, with a random end.
    return name === undefined ? logicalId.toLowerCase() : text(name, logicalId);
  }

  private resources(): JsonObject {
    return member(this.template, 'Resources', 'The template') as JsonObject;
  }

  private text(properties: Json, name: string): string {
    return text(this.intrinsics.resolve(member(properties, name, 'A resource')), name);
  }

  private optionalText(properties: Json, name: string): string | undefined {
    return (properties as JsonObject)[name] === undefined ? undefined : this.text(properties, name);
  }
}
