import { BlockList, isIP } from 'node:net';
import { DuckDBScalarFunction, VARCHAR, BOOLEAN } from '@duckdb/node-api';
import { requireNetwork } from '../../lib/private/networks';

/** Whether an IPv4 or IPv6 network (CIDR) contains an address: Trino's `contains`. NULL for what is no address. */
export class NetworkContains {
  private readonly networks = new Map<string, BlockList>();
  /** Addresses come again and again, and each would be parsed each time. */
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
            const [network, address] = [networks.getItem(row), addresses.getItem(row)];
            output.setItem(
              row,
              network === null || address === null ? null : this.contains(network as string, address as string),
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
      this.answers.set(question, answer);
    }
    return answer;
  }

  private answer(network: string, address: string): boolean | null {
    const list = this.networks.get(network) ?? parseNetwork(network);
    this.networks.set(network, list);
    const family = isIP(address);
    return family === 0 || address.includes('%') ? null : list.check(address, family === 4 ? 'ipv4' : 'ipv6');
  }
}

function parseNetwork(network: string): BlockList {
  try {
    requireNetwork('network', network);
  } catch {
    throw new Error(`Invalid CIDR: ${network}`);
  }
  const [address, length] = network.split('/');
  const list = new BlockList();
  list.addSubnet(address, Number(length), isIP(address) === 4 ? 'ipv4' : 'ipv6');
  return list;
}
