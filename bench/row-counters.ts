/** Counts the rows in what `npm start` prints, of which it sees one piece after another. */
export interface RowCounter {
  readonly rows: number;
  add(piece: Buffer): void;
}

const [QUOTE, BACKSLASH] = ['"', '\\'].map(code);
const OPENING = new Set(['{', '['].map(code));
const CLOSING = new Set(['}', ']'].map(code));
/** Of `{"queries":[{"rows":[[`. */
const ROW_DEPTH = 5;

/** The rows of a JSON document, too large to be parsed. */
export class JsonRowCounter implements RowCounter {
  public rows = 0;
  private depth = 0;
  private inText = false;
  private isEscaped = false;

  public add(piece: Buffer): void {
    for (const byte of piece) {
      if (this.inText) {
        this.inText = byte !== QUOTE || this.isEscaped;
        this.isEscaped = byte === BACKSLASH && !this.isEscaped;
      } else if (byte === QUOTE) {
        this.inText = true;
      } else if (OPENING.has(byte)) {
        this.rows += ++this.depth === ROW_DEPTH ? 1 : 0;
      } else if (CLOSING.has(byte)) {
        this.depth--;
      }
    }
  }
}

/** The rows of tables, by the line below each of them. */
export class TableRowCounter implements RowCounter {
  public rows = 0;
  /** The beginning of a line whose end is still to come. */
  private rest = '';

  public add(piece: Buffer): void {
    const lines = (this.rest + piece.toString()).split('\n');
    this.rest = lines.pop()!;
    for (const line of lines) {
      this.rows += Number(/^(\d+) rows?, read /.exec(line)?.[1] ?? 0);
    }
  }
}

function code(character: string): number {
  return character.charCodeAt(0);
}
