/** The statement as it stands, but for what no macro in `trino-functions.sql` can have: a function that takes a lambda. */
export function inDuckDBsWords(statement: string): string {
  refuseBareAddress(statement);
  return statement.replace(/'(?:[^']|'')*'|\btransform(?=\()/gi, (part) =>
    part.startsWith("'") ? part : 'list_transform',
  );
}

/** Elsewhere, a text that is no address would pass: see the type `ipaddress` in `trino-functions.sql`. */
function refuseBareAddress(statement: string): void {
  if (/\bAS\s+IPADDRESS\s*\)(?!\s*\))/i.test(statement) || /\bIPADDRESS\s*'/i.test(statement)) {
    throw new Error('This engine knows an IPADDRESS only as contains(network, TRY_CAST(address AS IPADDRESS))');
  }
}
