/** Who speaks, and in which version; what a user agent doesn't say is null. */
export interface Client {
  readonly client: string | null;
  readonly version: string | null;
}

const TOOLS = ['aws-cli', 'boto', 'boto3', 'botocore', 's3console'];
const SDK = 'aws-sdk-';
/** They end a version. */
const DELIMITERS = ' \t\r\n,;/()[]';

/** The first product of AWS that a user agent names, else what it begins with. */
export function clientOf(userAgent: string): Client {
  return productOfAws(userAgent) ?? firstProduct(userAgent);
}

function productOfAws(userAgent: string): Client | undefined {
  for (let start = 0; start < userAgent.length; start++) {
    const slash = userAgent.indexOf('/', start);
    const client = userAgent.slice(start, slash);
    if (slash >= 0 && isWordStart(userAgent, start) && isNameOfAws(client.toLowerCase())) {
      const version = versionAt(userAgent, slash + 1);
      if (version !== null) {
        return { client, version };
      }
    }
  }
  return undefined;
}

function firstProduct(userAgent: string): Client {
  const start = userAgent.startsWith('[') ? 1 : 0;
  const end = positionOf('/[]', userAgent, start);
  if (end === start) {
    return { client: null, version: null };
  }
  return {
    client: userAgent.slice(start, end),
    version: userAgent[end] === '/' ? versionAt(userAgent, end + 1) : null,
  };
}

function isNameOfAws(name: string): boolean {
  return TOOLS.includes(name) || (name.startsWith(SDK) && /^[a-z0-9-]+$/.test(name.slice(SDK.length)));
}

function isWordStart(userAgent: string, position: number): boolean {
  return position === 0 || !/\w/.test(userAgent[position - 1]);
}

function versionAt(userAgent: string, start: number): string | null {
  const end = positionOf(DELIMITERS, userAgent, start);
  return end === start ? null : userAgent.slice(start, end);
}

/** Where the first of these characters stands, or the text ends. */
function positionOf(characters: string, text: string, start: number): number {
  let position = start;
  while (position < text.length && !characters.includes(text[position])) {
    position++;
  }
  return position;
}
