import type { Page } from "@playwright/test";
import { star } from "../support/drawings.ts";
import { Terminals } from "../support/terminals.ts";
import { expect, type View } from "../support/test.ts";
import { takeEverywhere } from "./grid.ts";

type Take = (what: string) => Promise<unknown>;

takeEverywhere("terminals and scripts", async ({ make, open, page, server, take }) => {
  await page.goto(server.entrance());
  await lookAtImport(page, take);
  const lab = await make(star(4));
  const view = await open(lab);
  await lookAtTerminals(page, take);
  await lookAtScripts(view, take);
  await lookBesideCard(view, take);
  const hold = `perl -e 'my $x = "x"; $x x= 800000000; sleep 60' &`;
  await new Terminals(page).input.focus();
  await page.keyboard.insertText(`${hold} ${hold} ${hold} wait -n; kill $(jobs -p); clear`);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("problem")).toBeVisible({ timeout: 40_000 });
  await take("memory");
});

async function lookAtImport(page: Page, take: Take): Promise<void> {
  const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles([
      file(
        "lab.conf",
        'LAB_NAME="From Kathara"\npc1[0]="A"\npc2[0]="A"\npc1[image]="kathara/base"\npc1 [1]="B"\n',
      ),
      file(
        "pc1.startup",
        `ip address add 10.0.0.1/24 dev eth0\nip address add 10.0.0.3/24 dev eth7\nping 10.0.0.2\necho "nameserver 10.1.0.1 and another one that makes this line long" > /etc/resolv.conf\n`,
      ),
      file("pc2.startup", "ip address add 10.0.0.2/24 dev eth0\nip route add default via 10.9.9.9\n"),
    ]);
  await expect(page.getByTestId("dropped")).toHaveCount(6);
  await take("import");
  await page.getByTestId("import-open").click();
}

async function lookAtTerminals(page: Page, take: Take): Promise<void> {
  const terminals = new Terminals(page);
  await page.keyboard.press("t");
  await terminals.expectShown("root@");
  await terminals.run(
    "sleep 1000 & ip --color=always address; ls --color=always / | head -5; echo 网络",
    /^网络$/m,
  );
  await take("terminal");
  await page.keyboard.press("ControlOrMeta+Shift+f");
  await page.keyboard.insertText("eth0");
  await take("terminal-search");
  await page.keyboard.press("Escape");
  await terminals.run("exit 1", "exit");
  await expect(page.getByTestId("terminal-ended")).toBeVisible();
  await take("terminal-ended");
  await page.getByTestId("terminal-close").click();
  await page.getByTestId("terminal-processes").click();
  await expect(page.getByTestId("process")).toBeVisible();
  await take("processes");
}

async function lookAtScripts({ canvas, page }: View, take: Take): Promise<void> {
  await page.getByTestId("dock-commands").focus();
  await page.keyboard.press("s");
  await take("script-first");
  const run = async (script: string, outcome: string) => {
    await page.getByTestId("script-text").fill(script);
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(page.getByTestId("script-outcome")).toHaveAttribute("data-outcome", outcome);
  };
  await run(
    "set -e\nip netns add ns9\nip link add veth9 type veth peer name eth0 netns ns9\nip link set veth9 master br0 up\nip -n ns9 link set eth0 up\nip -n ns9 address add 10.0.0.9/16 dev eth0\nping -c 4 -i 0.2 10.0.0.1 || ip netns exec ns9 ping -c 4 -i 0.2 10.0.0.1",
    "done",
  );
  await expect(canvas.card("ns9")).toBeVisible();
  await take("script-done");
  await run("echo 网络; sleep 20", "running");
  await take("script-running");
  await page.getByTestId("script-stop").click();
  await expect(page.getByTestId("script-outcome")).toHaveAttribute("data-outcome", "failed");
  await run("ip netns add ns9\nip netns exec ns9 ip link\nexit 3", "failed");
  await take("script-failed");
}

async function lookBesideCard({ canvas, page }: View, take: Take): Promise<void> {
  const terminals = new Terminals(page);
  await page.keyboard.press("Escape");
  await canvas.select("ns2");
  await page.keyboard.press("t");
  await terminals.expectShown("root@ns2");
  await page.getByTestId("terminal-beside").click();
  await expect(page.getByTestId("floating-terminal")).toBeVisible();
  await terminals.input.focus();
  await terminals.run("ip -br address; ping -c 2 -i 0.2 10.0.0.1", /2 received/);
  await page.getByTestId("dock-commands").click();
  await take("floating");
}
