import { expect, test } from "vitest";
import { noQuality, type Quality } from "../shared/quality.ts";
import { smallLab } from "../shared/testing/small-lab.ts";
import { isInterface } from "../shared/topology.ts";
import type { Lab } from "./lab.ts";
import { byHand } from "./testing/by-hand.ts";
import { eventually } from "./testing/eventually.ts";
import { needs } from "./testing/needs.ts";
import { ada, expectFollowed, expectKernelIsDocument, testLab } from "./testing/labs.ts";

const draw = (lab: Lab, id: string, quality: Partial<Quality> | null) =>
  lab.edit(ada, {
    op: "update",
    id,
    changes: { quality: quality === null ? null : { ...noQuality, ...quality } },
  });

function qualityOf(lab: Lab, id: string): Quality | null {
  const record = lab.document.topology[id];
  return isInterface(record) ? record.quality : null;
}

/** How many of so many pings are answered. */
async function answered(lab: Lab, words: string): Promise<number> {
  const told = await byHand(lab, `ip netns exec red ping -q ${words} 10.0.0.2 || true`);
  return Number(/(\d+) received/.exec(told)?.[1]);
}

test("QUALITY-1: a rate lets through what it says, of what that end sends, and undo lets all through", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  const burst = "-c 30 -i 0.01 -s 972 -W 1";
  expect(await answered(lab, burst)).toBe(30);
  // What answers: a thousand bytes a second, of which two thousand at once, and none may wait.
  await draw(lab, "b0", { rateBitsPerSecond: 8000, burstBytes: 2100, limitBytes: 2100 });
  await expectKernelIsDocument(lab);
  expect(await answered(lab, burst)).toBeLessThan(15);
  await lab.undo(ada);
  await expectKernelIsDocument(lab);
  expect(await answered(lab, burst)).toBe(30);
});

test("QUALITY-1: it is kept where the kernel keeps it, and set again where it does not: renamed, moved, down, rebuilt", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  await draw(lab, "b1", { rateBitsPerSecond: 3_000_000 });
  await lab.edit(ada, { op: "update", id: "b1", changes: { name: "far", adminState: "down" } });
  await expectKernelIsDocument(lab);
  await lab.edit(ada, {
    op: "update",
    id: "b1",
    changes: { namespace: "red", master: null, adminState: "up" },
  });
  await expectKernelIsDocument(lab);
  await lab.restart();
  await expectKernelIsDocument(lab);
  expect(await byHand(lab, "tc -n red qdisc show dev far")).toContain("rate 3Mbit burst");
});

test("QUALITY-2: what is typed with tc is drawn, and undo takes it back; what no field says is left alone", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  lab.typedBy(ada);
  await byHand(lab, "tc -n red qdisc add dev eth0 root tbf rate 1mbit burst 32kbit latency 400ms");
  await expectFollowed(lab);
  const typed = { rateBitsPerSecond: 1_000_000, burstBytes: 4096, limitBytes: 54096 };
  expect(qualityOf(lab, "r0")).toEqual({ ...noQuality, ...typed });
  await lab.undo(ada);
  await expectKernelIsDocument(lab);
  expect(await byHand(lab, "tc -n red qdisc show dev eth0")).not.toContain("tbf");

  await byHand(lab, "tc -n red qdisc add dev eth0 root htb default 1");
  await eventually(() => {
    expect(lab.observed.namespaces["red"]?.interfaces["eth0"]?.qdisc).toEqual({ kind: "htb", quality: null });
  });
  await lab.edit(ada, { op: "update", id: "r0", changes: { mtu: 1400 } });
  expect(await byHand(lab, "tc -n red qdisc show dev eth0")).toContain("htb");
  expect(qualityOf(lab, "r0")).toBeNull();
});

test("QUALITY-1: what is lost is lost on the way, wherever the link's ends go, and the sender is not told", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  const pings = "-c 100 -i 0.005 -W 1";
  await draw(lab, "r0", { lossPercent: 30 });
  await expectKernelIsDocument(lab);
  const some = await answered(lab, pings);
  expect(some).toBeGreaterThan(40);
  expect(some).toBeLessThan(95);
  await lab.edit(ada, { op: "update", id: "r1", changes: { name: "far" } });
  await draw(lab, "r0", { lossPercent: 100, rateBitsPerSecond: 1_000_000 });
  await lab.restart();
  await expectKernelIsDocument(lab);
  expect(await answered(lab, pings)).toBe(0);
  for (let undone = 0; undone < 3; undone += 1) {
    await lab.undo(ada);
    await expectKernelIsDocument(lab);
  }
  expect(await answered(lab, pings)).toBeGreaterThan(90);
});

test("QUALITY-2: what an interface is told to drop at random is what the link to it loses", async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  lab.typedBy(ada);
  await byHand(
    lab,
    `nft 'add table netdev loss-veth1; add chain netdev loss-veth1 ingress { type filter hook ingress device "veth1" priority 0; }; add rule netdev loss-veth1 ingress numgen random mod 100 < 25 counter drop'`,
  );
  await expectFollowed(lab);
  expect(qualityOf(lab, "r0")).toEqual({ ...noQuality, lossPercent: 25 });
  await byHand(lab, "ip link set veth1 down; ip link set veth1 name far up");
  await expectFollowed(lab);
  await eventually(() => expect(qualityOf(lab, "r0")).toBeNull());
  await lab.undo(ada);
  await lab.undo(ada);
  await expectKernelIsDocument(lab);
  expect(await byHand(lab, "nft list ruleset")).toBe("");
});

test("QUALITY-1: netem delays, loses and repeats", needs("netem"), async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  await draw(lab, "r0", { delayMs: 300, jitterMs: 20, lossPercent: 40, rateBitsPerSecond: 10_000_000 });
  await expectKernelIsDocument(lab);
  expect(await answered(lab, "-c 40 -i 0.05 -W 2")).toBeLessThan(40);
  await draw(lab, "r0", { duplicatePercent: 100 });
  await expectKernelIsDocument(lab);
  expect(await byHand(lab, "ip netns exec red ping -c 2 -W 2 10.0.0.2")).toContain("duplicates");
  await lab.restart();
  await expectKernelIsDocument(lab);
});

test("QUALITY-2: what is typed with netem is drawn as far as fields say it", needs("netem"), async () => {
  await using made = await testLab(smallLab);
  const { lab } = made;
  lab.typedBy(ada);
  const follow = async (words: string) => {
    await byHand(lab, `tc -n red qdisc replace dev eth0 root netem ${words}`);
    await expectFollowed(lab);
    return qualityOf(lab, "r0");
  };
  expect(await follow("delay 100ms")).toEqual({ ...noQuality, delayMs: 100 });
  expect(await follow("delay 100ms 10ms loss 0.1% duplicate 1% reorder 25% rate 1mbit")).toEqual({
    ...noQuality,
    delayMs: 100,
    jitterMs: 10,
    lossPercent: 0.1,
    duplicatePercent: 1,
    reorderPercent: 25,
    rateBitsPerSecond: 1_000_000,
  });
  await lab.undo(ada);
  await expectKernelIsDocument(lab);
  expect(await follow("delay 100ms 10ms 25%")).toBeNull();
  expect(await byHand(lab, "tc -n red qdisc show dev eth0")).toContain("25%");
});
