import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { within } from './deadline';
import { type Jars, fetchJars } from './jars';
import { findJdk } from './jdk';
import { type Settings, catalogSettings, icebergSettings, properties, serverSettings } from './settings';

/** What a server needs at the least, and what makes it start soon rather than run fast. */
const JAVA_OPTIONS = [
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:-UsePerfData',
  '-XX:+EnableDynamicAgentLoading',
  '-Duser.timezone=UTC',
  '-Djdk.attach.allowAttachSelf=true',
  '--add-modules=jdk.incubator.vector',
  '--enable-native-access=ALL-UNNAMED',
  '--sun-misc-unsafe-memory-access=allow',
];
const PLUGINS = ['io.trino.plugin.hive.HivePlugin', 'io.trino.plugin.iceberg.IcebergPlugin'];
/** The catalog of Iceberg's tables. Athena has them in the same one as all others. */
export const ICEBERG_CATALOG = 'iceberg';
const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 5_000;
/** Letters of its output that are kept, to be shown if it doesn't start. */
const OUTPUT_KEPT = 20_000;

/** A Trino server of one node in a process of its own, which listens on loopback only. */
export class TrinoServer {
  /**
   * Fetches Trino if need be, and starts it.
   *
   * @param awsUrl where Glue and S3 are
   * @param gigabytes of memory, half of which a query may take
   */
  public static async start(awsUrl: string, gigabytes = 1): Promise<TrinoServer> {
    const javaHome = findJdk();
    const jars = await fetchJars(javaHome);
    const home = mkdtempSync(join(tmpdir(), 'trino-'));
    try {
      const port = await freePort();
      layOut(home, jars, serverSettings({ home, port, gigabytes }), awsUrl);
      const child = launch(javaHome, jars, home, gigabytes);
      const server = new TrinoServer(home, `http://127.0.0.1:${port}`, child);
      await server.untilStarted();
      return server;
    } catch (error) {
      rmSync(home, { recursive: true, force: true });
      throw error;
    }
  }

  private output = '';
  private readonly ended: Promise<unknown>;

  private constructor(
    /** The folder that it lives in, which goes with it. */
    public readonly home: string,
    public readonly url: string,
    private readonly child: ChildProcessWithoutNullStreams,
  ) {
    const keep = (data: Buffer) => (this.output = (this.output + data.toString()).slice(-OUTPUT_KEPT));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', ({ message }) => keep(Buffer.from(message)));
    // It has ended by itself, then.
    child.stdin.on('error', () => undefined);
    this.ended = new Promise((resolve) => child.once('close', resolve));
  }

  public get pid(): number {
    return this.child.pid!;
  }

  public async stop(): Promise<void> {
    this.child.stdin.end();
    const lastResort = setTimeout(() => this.child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await this.ended;
    clearTimeout(lastResort);
    rmSync(this.home, { recursive: true, force: true });
  }

  private async untilStarted(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await this.isStarted())) {
      if ((this.child.exitCode ?? this.child.signalCode) !== null || Date.now() > deadline) {
        await this.stop();
        throw new Error(`Trino did not start:\n${this.output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  private async isStarted(): Promise<boolean> {
    try {
      const info = await within(1000, async (signal) => (await fetch(`${this.url}/v1/info`, { signal })).json());
      return (info as { starting: boolean }).starting === false;
    } catch {
      return false;
    }
  }
}

function launch(
  javaHome: string,
  { version, folder }: Jars,
  home: string,
  gigabytes: number,
): ChildProcessWithoutNullStreams {
  return spawn(
    join(javaHome, 'bin', 'java'),
    [
      ...JAVA_OPTIONS,
      `-Xmx${gigabytes}G`,
      `-Djava.io.tmpdir=${home}`,
      `-Dconfig=${join(home, 'config.properties')}`,
      `-Dlog.levels-file=${join(home, 'log.properties')}`,
      ...['-cp', join(folder, '*'), join(__dirname, 'TrinoServer.java'), version, home],
    ],
    // The server ends when its input does, however this process ends.
    // Nothing of the user's: a proxy or credentials would be taken for ours.
    { cwd: home, stdio: 'pipe', env: { PATH: process.env.PATH, HOME: process.env.HOME } },
  );
}

/** Writes what the server reads when it starts. */
function layOut(home: string, { folder }: Jars, config: Settings, awsUrl: string): void {
  mkdirSync(join(home, 'catalog'));
  writeFileSync(join(home, 'config.properties'), properties(config));
  writeFileSync(join(home, 'log.properties'), '=WARN\n');
  const catalogs = {
    // Athena's name for the catalog.
    awsdatacatalog: catalogSettings(awsUrl),
    [ICEBERG_CATALOG]: icebergSettings(join(home, 'iceberg')),
  };
  mkdirSync(join(home, 'iceberg'));
  Object.entries(catalogs).forEach(([name, settings]) =>
    writeFileSync(join(home, 'catalog', `${name}.properties`), properties(settings)),
  );
  PLUGINS.forEach((plugin) => layOutPlugin(home, folder, plugin));
}

/** A plugin is found by a file that the jars from Maven lack. */
function layOutPlugin(home: string, jars: string, plugin: string): void {
  const folder = join(home, 'plugin', plugin.split('.').at(-2)!);
  const services = join(folder, 'services', 'META-INF', 'services');
  mkdirSync(services, { recursive: true });
  writeFileSync(join(services, 'io.trino.spi.Plugin'), `${plugin}\n`);
  readdirSync(jars).forEach((jar) => symlinkSync(join(jars, jar), join(folder, jar)));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
