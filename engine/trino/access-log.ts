import type { Scan } from '../query-engine';

/** What was asked of the S3 that stands in: what Athena would be asking of S3 for the same query. */
export class AccessLog {
  private readonly prefixes = new Set<string>();
  private readonly keys = new Set<string>();
  private bytes = 0;

  public get scan(): Scan {
    return { partitions: [...this.prefixes].sort(), files: [...this.keys].sort(), bytes: this.bytes };
  }

  /** A list was asked for. The same one twice counts once, since Trino looks into an empty partition twice. */
  public list(prefix: string): void {
    this.prefixes.add(prefix);
  }

  /** Some bytes of an object were handed out. */
  public read(key: string, bytes: number): void {
    this.keys.add(key);
    this.bytes += bytes;
  }
}
