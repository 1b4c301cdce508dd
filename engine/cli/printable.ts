/** What would steer a terminal, or make a text look like another one. */
const CONTROLS = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A text as it may be shown: what a log or the name of a file holds must not steer the terminal. */
export function printable(text: string): string {
  return text.replace(CONTROLS, '\ufffd');
}

/** A value as JSON, with such characters as escapes, so that it reads back as it was. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(CONTROLS, (character) =>
    // A half of a character of two code units is escaped alone.
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

export function bytesInWords(bytes: number): string {
  return `${bytes.toLocaleString('en')} byte${bytes === 1 ? '' : 's'}`;
}

/** Writes one line about what is done, beside the answers. */
export function report(line: string): void {
  console.error(printable(line));
}
