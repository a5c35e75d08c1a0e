import { expect, test } from "vitest";
import { formatStep, type Step } from "./step.ts";

const step = (namespace: string, tool: Step["tool"], ...argv: string[]): Step => ({
  namespace,
  tool,
  argv,
  reason: "sysctl-set",
  record: "r",
});

test("SAFE-2: a step reads as a person types it in the lab's host", () => {
  expect(formatStep(step("host", "ip", "link", "add", "name", "br0", "type", "bridge"))).toBe(
    "ip link add name br0 type bridge",
  );
  expect(formatStep(step("ns1", "ip", "address", "add", "10.0.0.1/24", "dev", "eth0"))).toBe(
    "ip -n ns1 address add 10.0.0.1/24 dev eth0",
  );
  expect(formatStep(step("ns1", "sysctl", "-w", "net.ipv4.ip_forward=1"))).toBe(
    "ip netns exec ns1 sysctl -w net.ipv4.ip_forward=1",
  );
  expect(formatStep(step("host", "mount", "--bind", "/run/netns/a", "/run/netns/b"))).toBe(
    "mount --bind /run/netns/a /run/netns/b",
  );
});

test("SAFE-2: a step says nothing of the secret that it is told", () => {
  const told = { ...step("host", "wg", "set", "wg0", "private-key", "/dev/stdin"), secret: "very" };
  expect(formatStep(told)).toBe("wg set wg0 private-key /dev/stdin");
});

test("SAFE-2: a value with a blank is quoted", () => {
  expect(formatStep(step("host", "sysctl", "-w", "net.ipv4.ip_local_port_range=1024 65535"))).toBe(
    "sysctl -w 'net.ipv4.ip_local_port_range=1024 65535'",
  );
});
