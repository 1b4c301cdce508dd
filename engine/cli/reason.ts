/** Why a statement fails, in a line. */
export function reasonOf({ message }: Error): string {
  const [line] = message.split('\n');
  const isUnknown = /Function with name \w+ does not exist/.test(line);
  return isUnknown ? `${line} Athena may have it: here, queries run on DuckDB` : line;
}
