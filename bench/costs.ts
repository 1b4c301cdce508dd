/** What one question cost on one table. */
export interface Cost {
  readonly lists: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly requests: number;
}

/** Costs by engine, by question and table, and by the size of the corpus. */
export class Costs {
  private readonly costs = new Map<string, Map<string, Map<number, Cost>>>();

  public add(engine: string, row: string, events: number, cost: Cost): void {
    const rows = this.costs.get(engine) ?? new Map<string, Map<number, Cost>>();
    rows.set(row, (rows.get(row) ?? new Map<number, Cost>()).set(events, cost));
    this.costs.set(engine, rows);
  }

  /** A table in Markdown, with the sizes side by side, so that it shows what grows. */
  public table(engine: string): string {
    const rows = [...(this.costs.get(engine) ?? [])];
    const sizes = [...(rows[0]?.[1].keys() ?? [])];
    const figures: [head: (size: string) => string, figure: (cost: Cost) => string][] = [
      [(size) => `MB, ${size}`, ({ bytes }) => (bytes / 1e6).toFixed(1)],
      [(size) => `s, ${size}`, ({ seconds }) => seconds.toFixed(2)],
      [(size) => `found, ${size}`, ({ requests }) => requests.toLocaleString('en')],
    ];
    const heads = figures.flatMap(([head]) => sizes.map((size) => head(size.toLocaleString('en'))));
    const lines = rows.map(([row, bySize]) => {
      const cells = figures.flatMap(([, figure]) => sizes.map((size) => figure(bySize.get(size)!)));
      return `| ${[row, bySize.get(sizes[0])!.lists, ...cells].join(' | ')} |`;
    });
    return [
      `| ${[`${engine}: question`, 'Table', 'LISTs', ...heads].join(' | ')} |`,
      `| --- | --- |${' ---: |'.repeat(heads.length + 1)}`,
      ...lines,
      '',
    ].join('\n');
  }
}
