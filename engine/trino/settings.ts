import { join } from 'node:path';

export type Settings = Record<string, string>;

export interface ServerOptions {
  readonly home: string;
  readonly port: number;
  /** Of memory, half of which a query may take. */
  readonly gigabytes: number;
}

/** Settings of a server of one node that nobody reaches from elsewhere. */
export function serverSettings({ home, port, gigabytes }: ServerOptions): Settings {
  return {
    'node.environment': 'test',
    'node.bind-ip': '127.0.0.1',
    'node.internal-address': '127.0.0.1',
    'http-server.http.port': String(port),
    'discovery.uri': `http://127.0.0.1:${port}`,
    coordinator: 'true',
    'node-scheduler.include-coordinator': 'true',
    'plugin.dir': join(home, 'plugin'),
    'catalog.config-dir': join(home, 'catalog'),
    // A prepared statement is sent in a header.
    'http-server.max-request-header-size': '1MB',
    'query.max-memory-per-node': `${gigabytes * 512}MB`,
  };
}

/** Settings of the catalog: Hive's tables as Glue has them, with partition projection as Athena has it. */
export function catalogSettings(awsUrl: string): Settings {
  const credentials = (prefix: string) => ({
    [`${prefix}aws-access-key`]: 'test',
    [`${prefix}aws-secret-key`]: 'test',
  });
  return {
    'connector.name': 'hive',
    'hive.metastore': 'glue',
    'hive.metastore.glue.endpoint-url': awsUrl,
    'hive.metastore.glue.region': 'us-east-1',
    ...credentials('hive.metastore.glue.'),
    'hive.partition-projection-enabled': 'true',
    'hive.recursive-directories': 'true',
    // Statistics would ask Glue for more, and S3 for samples.
    'hive.table-statistics-enabled': 'false',
    'fs.native-s3.enabled': 'true',
    's3.endpoint': awsUrl,
    's3.region': 'us-east-1',
    's3.path-style-access': 'true',
    ...credentials('s3.'),
  };
}

/** Settings of the catalog of Iceberg's tables, which lie in a folder with what Glue would know of them. */
export function icebergSettings(folder: string): Settings {
  return {
    'connector.name': 'iceberg',
    'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
    'hive.metastore.catalog.dir': 'local:///',
    'fs.native-local.enabled': 'true',
    'local.location': folder,
    // As the table's settings have it.
    'iceberg.file-format': 'PARQUET',
  };
}

/** Settings as Java reads them. */
export function properties(settings: Settings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\')}\n`)
    .join('');
}
