import { BlockList, isIP } from 'node:net';
import { DuckDBScalarFunction, VARCHAR, BOOLEAN } from '@duckdb/node-api';

const ANSWERS_KEPT = 100_000;

/**
 * Whether an IPv4 or IPv6 network (CIDR) contains an address: Trino's `contains`. NULL for what is no address.
 *
 * As Trino, it refuses an IPv4 network with bits of a host, and takes one of IPv6. Each text comes behind a letter, since
 * one that is handed out of DuckDB loses a byte order mark at its beginning.
 */
export class NetworkContains {
  private readonly networks = new Map<string, BlockList>();
  /** Addresses come again and again, and each would be parsed each time. Not all of them: there may be millions. */
  private readonly answers = new Map<string, boolean | null>();

  public asFunction(): DuckDBScalarFunction {
    return DuckDBScalarFunction.create({
      name: 'network_contains',
      parameterTypes: [VARCHAR, VARCHAR],
      returnType: BOOLEAN,
      mainFunction: (info, input, output) => {
        const [networks, addresses] = [input.getColumnVector(0), input.getColumnVector(1)];
        try {
          for (let row = 0; row < input.rowCount; row++) {
            const [network, address] = [networks, addresses].map((vector) => vector.getItem(row) as string | null);
            output.setItem(
              row,
              network === null || address === null ? null : this.contains(network.slice(1), address.slice(1)),
            );
          }
        } catch (error) {
          info.setError((error as Error).message);
        }
        output.flush();
      },
    });
  }

  /** @throws if the network is none */
  public contains(network: string, address: string): boolean | null {
    const question = `${network} ${address}`;
    let answer = this.answers.get(question);
    if (answer === undefined) {
      answer = this.answer(network, address);
      if (this.answers.size >= ANSWERS_KEPT) {
        this.answers.clear();
      }
      this.answers.set(question, answer);
    }
    return answer;
  }

  private answer(network: string, address: string): boolean | null {
    const list = this.networks.get(network) ?? parseNetwork(network);
    this.networks.set(network, list);
    const text = withoutZone(address);
    const family = isIP(text);
    return family === 0 ? null : list.check(text, family === 4 ? 'ipv4' : 'ipv6');
  }
}

function parseNetwork(network: string): BlockList {
  const [, address = '', length = ''] = /^([^/]+)\/\+?(\d+)$/.exec(network) ?? [];
  const text = withoutZone(address);
  const family = isIP(text);
  if (
    family === 0 ||
    Number(length) > (family === 4 ? 32 : 128) ||
    (family === 4 && hasHostBits(text, Number(length)))
  ) {
    throw new Error(`Invalid CIDR: ${network}`);
  }
  const list = new BlockList();
  list.addSubnet(text, Number(length), family === 4 ? 'ipv4' : 'ipv6');
  return list;
}

function hasHostBits(ipv4: string, length: number): boolean {
  const value = ipv4.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return value % 2 ** (32 - length) !== 0;
}

/** An IPv6 address without the network interface behind it. */
function withoutZone(address: string): string {
  return address.includes(':') ? address.replace(/%.*$/, '') : address;
}
