/** Longer than a server may take to start: whoever waits for it hears why it did not, and nothing is left running. */
export const START_MS = 5 * 60_000;
