import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GetTablesCommand, type Table } from '@aws-sdk/client-glue';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DuckDBEngine } from '../../engine/duckdb/engine';
import { objectKeys } from '../../engine/storage/log-files';
import type { IcebergTable } from '../../engine/template/iceberg-table';
import type { Account } from './account';
import type { Answer, Statement } from './athena-executor';
import { asGlueTable } from './deployed-audit';
import { objectTags } from './deployed-bucket';

type Value = string | number | boolean | null;

interface StoredTable extends IcebergTable {
  readonly bucket: string;
  /** Of its files, as a folder of the bucket. */
  readonly folder: string;
}

/**
 * Answers as Athena would over the tables of some databases. A statement sees the buckets as they are when it starts, and what
 * it inserts lies there when it ends: two that run at once don't see what the other one inserts.
 */
export class BucketEngine {
  /** 'yyyy/MM/dd' */
  public today: string;
  private readonly contents = new Map<string, Uint8Array>();

  constructor(
    private readonly account: Account,
    private readonly databases: () => string[],
    today: string,
  ) {
    this.today = today;
  }

  public async answer({ statement, parameters }: Statement): Promise<Answer> {
    const tables = await this.tables();
    const iceberg = await Promise.all(tables.filter(isIceberg).map((table) => this.storedTable(table)));
    const logs = tables.filter(isProjected).map(asGlueTable);
    const [buckets, inserted] = [this.account.newFolder(), this.account.newFolder()];
    for (const bucket of new Set(logs.map(({ location }) => new URL(location).host))) {
      await this.bring(bucket, '', join(buckets, bucket));
    }
    for (const { bucket, folder, database, name } of iceberg) {
      await this.bring(bucket, folder, join(inserted, database, name));
    }
    const before = new Set(objectKeys(inserted, ''));
    const engine = await DuckDBEngine.open({
      tables: logs,
      iceberg: { tables: iceberg, folder: inserted },
      folderOf: (bucket) => join(buckets, bucket),
      today: this.today,
    });
    try {
      const values = parameters.map(textOf);
      // Athena reads the partition of that day, where a file that can't be read is an error.
      const broken = engine.brokenFiles.find(({ path }) => values.length > 0 && path.includes(`/${values[0]}/`));
      if (broken) {
        throw new Error(`HIVE_CURSOR_ERROR: ${broken.reason}`);
      }
      const { columns, rows } = await engine.run(statement, values);
      await this.keep(iceberg, inserted, before);
      return statement.startsWith('INSERT')
        ? { columns: [], rows: [], updateCount: Number(rows[0][0]) }
        : { columns, rows: rows.map((row) => (row as Value[]).map(asText)) };
    } finally {
      await engine.close();
    }
  }

  private async tables(): Promise<Table[]> {
    const { glue } = this.account;
    const answers = this.databases().map((DatabaseName) => glue.send(new GetTablesCommand({ DatabaseName })));
    return (await Promise.all(answers)).flatMap(({ TableList }) => TableList!);
  }

  /** What its metadata says, as whoever reads an Iceberg table does. */
  private async storedTable({ DatabaseName, Name, Parameters }: Table): Promise<StoredTable> {
    const place = new URL(Parameters!.metadata_location);
    const request = new GetObjectCommand({ Bucket: place.host, Key: place.pathname.slice(1) });
    const text = await (await this.account.s3.send(request)).Body!.transformToString();
    const metadata = JSON.parse(text) as Metadata;
    const { fields } = metadata.schemas.find((schema) => schema['schema-id'] === metadata['current-schema-id'])!;
    const names = (sources: Source[]) =>
      sources.map((source) => fields.find(({ id }) => id === source['source-id'])!.name);
    const location = new URL(metadata.location);
    return {
      database: DatabaseName!,
      name: Name!,
      columns: fields,
      partitionedBy: names(metadata['partition-specs'][0].fields),
      sortedBy: names(metadata['sort-orders'][0].fields),
      // DuckDB writes them as it sees fit.
      bloomFilters: [],
      bucket: location.host,
      folder: `${location.pathname.slice(1)}/data/`,
    };
  }

  /** Brings what lies under a prefix into a folder. What was brought once is not asked for again while it is the same. */
  private async bring(bucket: string, prefix: string, folder: string): Promise<void> {
    mkdirSync(folder, { recursive: true });
    for (const [key, tag] of await objectTags(this.account, bucket, prefix)) {
      const id = [bucket, key, tag].join(' ');
      if (!this.contents.has(id)) {
        const { Body } = await this.account.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        this.contents.set(id, await Body!.transformToByteArray());
      }
      const path = join(folder, key.slice(prefix.length));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, this.contents.get(id)!);
    }
  }

  /** Puts the files that are new into the buckets of their tables, each under a name of its own. */
  private async keep(tables: StoredTable[], inserted: string, before: Set<string>): Promise<void> {
    for (const key of objectKeys(inserted, '').filter((each) => !before.has(each))) {
      const { bucket, folder, database, name } = tables.find((table) =>
        key.startsWith(`${table.database}/${table.name}/`),
      )!;
      const Key = `${folder}${dirname(key.slice(`${database}/${name}/`.length))}/${randomUUID()}.parquet`;
      const Body = readFileSync(join(inserted, key));
      await this.account.s3.send(new PutObjectCommand({ Bucket: bucket, Key: Key.replace('/./', '/'), Body }));
    }
  }
}

interface Source {
  readonly 'source-id': number;
}

interface Metadata {
  readonly location: string;
  readonly schemas: { 'schema-id': number; fields: { id: number; name: string; type: string }[] }[];
  readonly 'current-schema-id': number;
  readonly 'partition-specs': { fields: Source[] }[];
  readonly 'sort-orders': { fields: Source[] }[];
}

function isIceberg({ Parameters }: Table): boolean {
  return Parameters?.table_type === 'ICEBERG';
}

function isProjected({ Parameters }: Table): boolean {
  return Parameters?.['projection.enabled'] === 'true';
}

/** As results of Athena have it. */
function asText(value: Value): string | null {
  return value === null ? null : String(value);
}

/** What a text in SQL stands for. */
function textOf(parameter: string): string {
  if (!/^'(?:[^']|'')*'$/.test(parameter)) {
    throw new Error(`${parameter} is no text in quotes`);
  }
  return parameter.slice(1, -1).replaceAll("''", "'");
}
