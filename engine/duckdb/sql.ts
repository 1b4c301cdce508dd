/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The name of a table in its database. */
export function nameOf({ database, name }: { readonly database: string; readonly name: string }): string {
  return `${identifier(database)}.${identifier(name)}`;
}
