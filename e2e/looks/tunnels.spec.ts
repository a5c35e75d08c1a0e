import { gallery } from "../../shared/gallery/index.ts";
import { expect } from "../support/test.ts";
import { takeEverywhere } from "./grid.ts";

for (const id of ["etcd-cluster", "flannel-host-gw", "overlay-etcd", "flannel-vxlan"] as const)
  takeEverywhere(id, async ({ make, open, page, take }) => {
    const { canvas } = await open(await make(gallery[id].document()));
    await page.keyboard.press("Shift+Digit1");
    const tunnel = canvas.root.locator("[data-tunnel]").first();
    // Agents make it, once the store of all hosts answers.
    if (gallery[id].needs?.includes("vxlan") === true)
      await expect(tunnel).toHaveAttribute("data-state", "up", { timeout: 60_000 });
    await take(`tunnels-${id}`);
    if (id !== "flannel-vxlan") return;
    await canvas.chip("host1", "flannel.1").getByRole("button").first().click();
    await expect(page.getByTestId("field-vni")).toBeVisible();
    await take("tunnels-selected");
  });
