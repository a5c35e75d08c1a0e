import { Draft } from "../../shared/gallery/draft.ts";
import { newPrivateKey, publicKeyOf } from "../../shared/wireguard-key.ts";
import { expect } from "../support/test.ts";
import { takeEverywhere } from "./grid.ts";

/** Two hosts on ports of a bridge that is to look at tags, and WireGuard between them. */
function wanting() {
  const draft = new Draft();
  draft.bridge("br0", 16, 180, { vlanFiltering: true });
  const keys = [newPrivateKey(), newPrivateKey()];
  for (const [index, privateKey] of keys.entries()) {
    const name = draft.namespace(`ns${index + 1}`, index * 400 - 200, 330);
    draft.link(
      { in: name, address: `10.0.0.${index + 1}/24` },
      { in: "host", bridge: "br0", name: `port${index}` },
    );
    draft.single("wireguard", name, "wg0", {
      privateKey,
      listenPort: 51820,
      mtu: 1420,
      addresses: [`192.168.0.${index + 1}/24`],
      peers: [
        {
          publicKey: publicKeyOf(keys[1 - index] ?? ""),
          endpoint: `10.0.0.${2 - index}:51820`,
          allowedIps: [`192.168.0.${2 - index}/32`],
        },
      ],
    });
  }
  const { topology, ...others } = draft.document();
  const port = topology["host-port0"];
  if (port?.kind !== "veth") throw new Error("no port");
  const trunk = { ...port, vlans: { pvid: 10, untagged: [10], tagged: [20, 21, 22, 30] } };
  return { ...others, topology: { ...topology, [port.id]: trunk } };
}

takeEverywhere("refused", async ({ make, open, page, take }) => {
  const { canvas, inspector } = await open(await make(wanting()));
  await expect(page.getByTestId("refused")).toBeVisible();
  await take("refused");
  await canvas.select("br0");
  await take("refused-bridge");
  await inspector.field("vlans").evaluate((element) => element.scrollIntoView({ block: "start" }));
  await take("refused-vlans");
  await canvas.chip("ns1", "wg0").getByRole("button").first().click();
  await expect(inspector.field("peers")).toBeVisible();
  await take("refused-wireguard");
  await inspector.field("peer-new-key").scrollIntoViewIfNeeded();
  await take("refused-peers");
});

takeEverywhere("uplink", async ({ make, open, page, take }) => {
  const { canvas } = await open(await make());
  await canvas.addNamespace({ x: 420, y: 260 });
  await canvas.addNamespace({ x: 420, y: 400 });
  await canvas.select("ns1");
  await page.keyboard.press("i");
  await take("uplink-offered");
  await page.getByTestId("palette-input").fill("add an uplink");
  await page.keyboard.press("Enter");
  await expect(canvas.root.locator("[data-outside]")).toHaveAttribute("data-state", "up");
  await take("uplink");
  await canvas.wire("ns1", "ns2");
  await canvas.chip("ns1", "tap0").getByRole("button").first().click();
  await take("uplink-selected");
});
