/** DuckDB's words without the path, which is named beside them. */
export function reasonOf({ message }: Error, path: string): string {
  // It splits a pattern at a backslash, so that none stands for a file with both in its path.
  if (message.startsWith('IO Error: No files found') && path.includes('\\')) {
    return 'DuckDB finds no file with a backslash where *, ? or [ stands in its path, too';
  }
  return message.replace(` in file "${path}"`, '').replace(`: ${path}`, '').split('\n')[0].trim();
}
