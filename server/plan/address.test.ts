import * as fc from "fast-check";
import { expect, test } from "vitest";
import { networkOf, parsePrefix } from "../../shared/prefix.ts";
import { newBridge, type Topology } from "../../shared/topology.ts";
import { topologyOf } from "../../shared/testing/small-lab.ts";
import { byNetwork } from "./address-order.ts";
import { plan } from "./plan.ts";

/** The IPv4 addresses of one interface as the kernel keeps them (__inet_insert_ifa and __inet_del_ifa, net/ipv4/devinet.c). */
class KernelAddresses {
  #primary: string[] = [];
  #secondary: string[] = [];
  readonly #promotes: boolean;

  constructor(promotes: boolean) {
    this.#promotes = promotes;
  }

  get list(): readonly string[] {
    return [...this.#primary, ...this.#secondary];
  }

  add(address: string): void {
    if (this.list.includes(address)) throw new Error(`File exists: ${address}`);
    const isFirst = !this.#primary.some((other) => network(other) === network(address));
    (isFirst ? this.#primary : this.#secondary).push(address);
  }

  delete(address: string): void {
    if (!this.list.includes(address)) throw new Error(`Cannot assign requested address: ${address}`);
    const others = this.#secondary.filter((other) => network(other) === network(address));
    if (this.#secondary.includes(address)) {
      this.#secondary = this.#secondary.filter((other) => other !== address);
      return;
    }
    this.#primary = this.#primary.filter((other) => other !== address);
    this.#secondary = this.#secondary.filter((other) => !others.includes(other));
    if (this.#promotes) for (const other of others) this.add(other);
  }
}

function network(address: string): string {
  const prefix = parsePrefix(address);
  return prefix === null ? "" : `${networkOf(prefix).address}/${prefix.length}`;
}

const pool = [
  "10.0.0.1/24",
  "10.0.0.2/24",
  "10.0.0.3/24",
  "10.0.0.1/16",
  "10.1.0.1/24",
  "10.1.0.2/24",
  "10.2.0.1/24",
];
const someAddresses = fc.shuffledSubarray(pool);

test("PLAN-8: addresses come to be in the order in which a rebuild would add them, whether the kernel promotes secondary ones or not", () => {
  fc.assert(
    fc.property(someAddresses, someAddresses, fc.boolean(), (has, wants, promotes) => {
      const withAddresses = (addresses: string[]): Topology =>
        topologyOf(newBridge("b", "host", "br0", { addresses }));
      const built = (addresses: readonly string[]): KernelAddresses => {
        const kernel = new KernelAddresses(promotes);
        for (const address of addresses) kernel.add(address);
        return kernel;
      };
      const kernel = built(has);
      for (const { argv } of plan(withAddresses(has), withAddresses(wants))) {
        const [, command, address = ""] = argv;
        expect(["add", "delete"]).toContain(command);
        if (command === "add") kernel.add(address);
        else kernel.delete(address);
      }
      expect(byNetwork(kernel.list)).toEqual(byNetwork(built(wants).list));
    }),
    { numRuns: 2000 },
  );
});
