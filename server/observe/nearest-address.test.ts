import { describe, expect, test } from "vitest";
import {
  emptyObservedNamespace,
  type ObservedAddress,
  type ObservedInterface,
  type ObservedNamespace,
} from "../../shared/observed.ts";
import { nearestAddress } from "./nearest-address.ts";

/** `10.0.0.1/24`, `fe80::1/64 link`, `fd00::1/64 global dadfailed` */
function addressOf(text: string): ObservedAddress {
  const [address = "", scope = "global", dadState = null] = text.split(" ");
  return { address, scope, dadState: dadState as ObservedAddress["dadState"] };
}

/** Interfaces in the order in which they were made, known in the other. */
function namespace(...interfaces: readonly (readonly string[])[]): ObservedNamespace {
  const seen = interfaces.map((addresses, index) => ({
    ifindex: index + 1,
    addresses: addresses.map(addressOf),
  }));
  const named = seen.toReversed().map((one) => [`eth${one.ifindex}`, one as unknown as ObservedInterface]);
  return { ...emptyObservedNamespace, interfaces: Object.fromEntries(named) };
}

const sender = namespace(
  ["127.0.0.1/8 host", "::1/128 host"],
  ["10.0.0.1/24", "fd00::1/64", "fe80::1/64 link"],
);

describe("PING-3 a ping to a namespace goes", () => {
  test.each([
    ["to the network in common", [["172.16.0.2/16"], ["10.0.0.2/24"]], "10.0.0.2"],
    [
      "to the network in common of IPv6, before IPv4 of another",
      [["172.16.0.2/16", "fd00::2/64"]],
      "fd00::2",
    ],
    ["to IPv4 before IPv6", [["fd00::2/64", "10.0.0.2/24"]], "10.0.0.2"],
    ["to the interface that was there first", [["172.17.0.1/24"], ["172.16.0.1/24"]], "172.17.0.1"],
    ["to what the loopback interface was given", [["127.0.0.1/8 host", "10.255.0.1/32"]], "10.255.0.1"],
    ["nowhere that is only its own", [["127.0.0.1/8 host", "127.0.0.2/8 host", "::1/128 host"]], null],
    ["nowhere that means nothing elsewhere", [["fe80::2/64 link"]], null],
    ["nowhere that is somebody else's", [["fd00::2/64 global dadfailed"]], null],
    ["where it will answer in a moment", [["fd00::2/64 global tentative"]], "fd00::2"],
  ] as const)("%s", (_where, addresses, expected) => {
    expect(nearestAddress(sender, namespace(...addresses), undefined)).toBe(expected);
  });

  test("to the family asked for", () => {
    const target = namespace(["10.0.0.2/24", "2001:db8::2/64"]);
    expect(nearestAddress(sender, target, "ipv6")).toBe("2001:db8::2");
    expect(nearestAddress(sender, namespace(["10.0.0.2/24"]), "ipv6")).toBeNull();
  });

  test("nowhere while the kernel has no such namespace", () => {
    expect(nearestAddress(sender, undefined, undefined)).toBeNull();
    expect(nearestAddress(undefined, namespace(["10.0.0.2/24"]), undefined)).toBe("10.0.0.2");
  });
});
