/** Why a file can't be read: DuckDB's words without the path, which is named beside them, and without its own numbers. */
export function reasonOf({ message }: Error, path: string): string {
  // It splits a pattern at a backslash, so that none stands for a file with both in its path.
  if (message.startsWith('IO Error: No files found') && path.includes('\\')) {
    return 'DuckDB finds no file with a backslash where *, ? or [ stands in its path, too';
  }
  const [line] = message.replace(` in file "${path}"`, '').replace(`: ${path}`, '').split('\n');
  return line
    .trim()
    .replace(/^Invalid Input Error: /, '')
    .replace(/ in record\/value \d+/, '')
    .replace(/^Malformed JSON, at byte \d+: unexpected end of data\.$/, 'It is cut short: its JSON ends too early')
    .replace(/^Malformed JSON, at byte (\d+): (.*?)\.?$/, 'It is no JSON: $2, at byte $1')
    .replace(/^JSON transform error,: /, '');
}
