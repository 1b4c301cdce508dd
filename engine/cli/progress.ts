/** From when on a user wonders whether anything happens. */
const MOMENT_MS = 1000;

/** One line on a terminal that says what is being done, once that takes longer than a moment. */
export class Progress {
  private readonly start = Date.now();
  private shown = false;

  constructor(private readonly terminal: NodeJS.WriteStream) {}

  public show(text: string): void {
    if (this.terminal.isTTY && Date.now() - this.start > MOMENT_MS) {
      this.terminal.write(`\r\u001b[K${text}`);
      this.shown = true;
    }
  }

  /** Makes room for what is printed next. */
  public clear(): void {
    if (this.shown) {
      this.terminal.write('\r\u001b[K');
      this.shown = false;
    }
  }
}
