import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newContainer } from "../../shared/container.ts";
import { smallLab } from "../../shared/testing/small-lab.ts";
import { ada, testLab, type TestLab } from "../testing/labs.ts";
import { execIn } from "./exec.ts";
import { peoplesPath, programFolders, programWords } from "./lab-programs/index.ts";

let made: TestLab;
beforeAll(async () => {
  made = await testLab(smallLab);
});
afterAll(() => made[Symbol.asyncDispose]());

const folders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];
const isHere = (tool: string) => folders.some((folder) => existsSync(`${folder}/${tool}`));
const inRed = (command: string) => `ip netns exec red ${command}`;
/** What it sees of pings that begin after it. */
const beside = (command: string) =>
  `${inRed(command)} & sleep 1; ${inRed("ping -c 3 -i 0.2 10.0.0.2")} >/dev/null; wait`;

const tools: readonly (readonly [tool: string, command: string, shows: RegExp])[] = [
  ["ping", inRed("ping -c 1 10.0.0.2"), /1 received/],
  ["bridge", "bridge link show", /veth1.* master br0 state forwarding/],
  ["brctl", "brctl show", /^br0\s+8000\.\S+\s+no\s+veth1$/m],
  ["ss", "ip netns exec blue ss -tln", /^State\s+Recv-Q/m],
  ["traceroute", inRed("traceroute -n -w 1 -q 1 10.0.0.2"), /^ 1 {2}10\.0\.0\.2 /m],
  [
    "tcpdump",
    beside("timeout 8 tcpdump -n -c 2 -i eth0 icmp"),
    /10\.0\.0\.1 > 10\.0\.0\.2: ICMP echo request/,
  ],
  ["dumpcap", beside("timeout 8 dumpcap -q -i eth0 -c 2 -w /tmp/two.pcapng"), /Packets captured: 2/],
  [
    "iperf3",
    `ip netns exec blue iperf3 -s -1 -D; sleep 0.5; ${inRed("iperf3 -c 10.0.0.2 -t 1")}`,
    /iperf Done/,
  ],
  [
    "nc",
    `ip netns exec blue nc -l -p 5000 & sleep 0.5; echo hello | ${inRed("timeout 2 nc 10.0.0.2 5000")}; kill %1; wait`,
    /^hello$/m,
  ],
  [
    "curl",
    `cd /tmp; ip netns exec blue python3 -m http.server 8000 >/dev/null 2>&1 & ${inRed("curl -s --retry 30 --retry-delay 0 --retry-connrefused http://10.0.0.2:8000/")}; kill %1`,
    /Directory listing/,
  ],
  // These change what passes.
  [
    "tc",
    "tc qdisc add dev veth1 root tbf rate 1mbit burst 32kbit latency 9ms; tc qdisc show dev veth1",
    /qdisc tbf/,
  ],
  ["nft", "nft add table ip mine; nft list ruleset", /table ip mine/],
  ["iptables", "iptables -t nat -A POSTROUTING -j MASQUERADE; iptables -t nat -vnL", /MASQUERADE/],
];

describe("TERM-10 what tutorials use works in a lab as they print it", () => {
  for (const [tool, command, shows] of tools) {
    test.skipIf(!isHere(tool))(`${tool} works`, async () => {
      const { stdout, stderr } = await execIn(
        await made.lab.ready(),
        "host",
        ["bash", "-c", command],
        20_000,
      );
      expect(`${stdout}${stderr}`).toMatch(shows);
    });
  }

  test("our own programs are found in the lab and in containers, and nobody changes them", async () => {
    const machine = await made.lab.ready();
    const command =
      "echo $PATH; command -v sudo; for file in $(find /opt/lab -type f); do echo x >$file; done; mount -o remount,bind,rw /opt/lab";
    await made.lab.edit(ada, {
      op: "add",
      record: newContainer("box", "blue", "box", { stack: "shared", state: "running" }),
    });
    const pid = machine.containers.pidOf("box") ?? 0;
    for (const place of ["host", { pid }] as const) {
      const { stdout, stderr } = await execIn(machine, place, ["bash", "-c", command], 20_000);
      expect(stdout).toBe(`${peoplesPath}\n${programFolders.first}/sudo\n`);
      expect(stderr.match(/Read-only file system/g)).toHaveLength(programWords().length / 2);
      expect(stderr).toMatch(/mount: .*permission denied/);
    }
  });
});
