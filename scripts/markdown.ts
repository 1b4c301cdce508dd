/**
 * A table of cells that are Markdown already.
 *
 * @param texts how many columns, from the left, are texts; the others are figures
 */
export function markdownTable(head: string[], rows: string[][], texts = head.length): string {
  const rule = head.map((_, index) => (index < texts ? '---' : '---:'));
  return [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** A text that means itself, also in a cell of a table. */
export function plain(text: string): string {
  // An underscore between letters means nothing.
  return text
    .replace(/[\\`*[\]|~]|\b_(?!\w)|(?<!\w)_/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;');
}

/** A text that is code, also in a cell of a table. It must hold no backtick. */
export function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

export function codeBlock(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
