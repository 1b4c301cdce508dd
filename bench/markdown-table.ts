/**
 * A table in Markdown.
 *
 * @param texts how many columns, from the left, are texts; the others are figures
 */
export function markdownTable(heads: string[], rows: string[][], texts = 1): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map((_, index) => (index < texts ? '---' : '---:'))), ...rows.map(line), ''].join(
    '\n',
  );
}
