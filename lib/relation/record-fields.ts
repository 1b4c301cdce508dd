/** A field of the parameters, which are JSON text. */
export function parameter(path: string): string {
  return `json_extract_scalar(requestparameters, '${path}')`;
}

/** The same where an empty text says nothing. */
export function named(path: string): string {
  return filled(parameter(path));
}

/** A field of the additional data, which are JSON text. An empty text says nothing. */
export function extra(path: string): string {
  return filled(`json_extract_scalar(additionaleventdata, '${path}')`);
}

/** Null where a text is empty. Not within TRY, where Trino 483 can't plan it. */
export function filled(text: string): string {
  return `nullif(${text}, '')`;
}

/** A number of bytes is sometimes written as 0.0, or as 1.2E7. */
export function bytes(path: string): string {
  const number = `regexp_extract(${extra(path)}, '^[0-9]+([.][0-9]+|)([Ee][+]*[0-9]+|)$')`;
  return `TRY_CAST(TRY_CAST(${number} AS double) AS bigint)`;
}
