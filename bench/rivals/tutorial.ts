import { bring, checkNetwork, inFreshMachine, timeIn } from "../lab-machine.ts";
import { bridgeName, membersOf } from "../network.ts";

/** The tutorials' script, once per namespace, in a fresh lab machine. Gives milliseconds. */
export function buildByScript(count: number): Promise<number> {
  return inFreshMachine(async (machine) => {
    await bring(machine, "add-ns-to-br.sh");
    const calls = membersOf(count).map(
      ({ namespace, address }) => `bash add-ns-to-br.sh ${bridgeName} ${namespace} ${address}`,
    );
    await bring(machine, "calls.sh", calls.join("\n"));
    const bridge = `ip link add name ${bridgeName} type bridge; ip link set dev ${bridgeName} up`;
    const took = await timeIn(machine, `${bridge}\n. ./calls.sh`);
    const to = membersOf(count).at(-1)?.address.split("/")[0] ?? "";
    await checkNetwork(machine, { bridge: bridgeName, first: "ns1", last: `ns${count}`, to, count });
    return took;
  });
}
