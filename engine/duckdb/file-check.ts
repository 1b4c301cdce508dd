import type { DuckDBConnection } from '@duckdb/node-api';
import type { BrokenFile } from '../query-engine';
import { reasonOf } from './broken-file';
import { documentSize } from './document-size';
import type { MemoryShare } from './memory-share';
import type { LogFiles, TableView } from './table-view';

/** Reads log files as the views will, to find out how each can be read, and which can't. */
export class FileCheck {
  public readonly brokenFiles: BrokenFile[] = [];
  /** Those with values that are not of CloudTrail's types. They are read, without these values. */
  public readonly oddFiles: BrokenFile[] = [];
  /** How many events there are in those that can be read, each as often as it was delivered. */
  public eventCount = 0;
  /** The size of the largest document, in bytes. */
  public largest = 0;

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly memory: MemoryShare,
  ) {}

  /** Gives those of some files of a view that can be read. */
  public async run(view: TableView, files: string[]): Promise<LogFiles> {
    const whole: string[] = [];
    let largest = 0;
    for (const path of files) {
      try {
        largest = Math.max(largest, documentSize(path));
        whole.push(path);
      } catch (error) {
        this.brokenFiles.push({ path, reason: (error as Error).message });
      }
    }
    // What they may take is known only now.
    await this.memory.limitThreads(largest);
    await this.memory.makeRoom(largest);
    this.largest = Math.max(this.largest, largest);
    return this.readable(view, whole, largest);
  }

  /** Halves the files until those that can't be read are alone. */
  private async readable(view: TableView, files: string[], largest: number): Promise<LogFiles> {
    if (files.length === 0) {
      return { sound: [], odd: [] };
    }
    try {
      return { sound: await this.withRecords(view.check({ sound: files, odd: [] }, largest), files), odd: [] };
    } catch (error) {
      if (files.length === 1) {
        return { sound: [], odd: await this.odd(view, files[0], largest, error as Error) };
      }
      const half = Math.ceil(files.length / 2);
      const first = await this.readable(view, files.slice(0, half), largest);
      const second = await this.readable(view, files.slice(half), largest);
      return { sound: [...first.sound, ...second.sound], odd: [...first.odd, ...second.odd] };
    }
  }

  /** Tries to read a file without the values that don't fit. */
  private async odd(view: TableView, path: string, largest: number, error: Error): Promise<string[]> {
    try {
      const odd = await this.withRecords(view.check({ sound: [], odd: [path] }, largest), [path]);
      this.oddFiles.push(...odd.map(() => ({ path, reason: reasonOf(error, path) })));
      return odd;
    } catch {
      this.brokenFiles.push({ path, reason: reasonOf(error, path) });
      return [];
    }
  }

  /** Those of the files whose documents hold records, be they none. */
  private async withRecords(statement: string, files: string[]): Promise<string[]> {
    const counts = new Map<string, number | undefined>();
    for (const [filename, records] of (await this.connection.runAndReadAll(statement)).getRows()) {
      counts.set(String(filename), records === null ? undefined : Number(records));
      this.eventCount += Number(records ?? 0);
    }
    const isRead = (path: string) => counts.get(path) !== undefined;
    const others = files.filter((path) => !isRead(path));
    const reason = (path: string) => (counts.has(path) ? 'It holds no Records' : 'It is empty');
    this.brokenFiles.push(...others.map((path) => ({ path, reason: reason(path) })));
    return files.filter(isRead);
  }
}
