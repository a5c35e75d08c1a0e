import { expect, test } from "./support/test.ts";

const script = `set -e
ip netns add red
ip link add veth-red type veth peer name to-red
ip link set to-red netns red
echo made
`;

test("SCRIPT-3: a script is pasted or uploaded and runs, its output seen as it comes", async ({
  make,
  open,
  page,
}) => {
  const lab = await make();
  const { dock } = await open(lab);
  await dock.show("script");
  await expect(page.getByTestId("script-run")).toBeDisabled();
  await page.getByTestId("script-text").fill(script);
  await page.getByTestId("script-run").click();
  await expect(page.getByTestId("script-output")).toHaveText(/^made/);
  await expect(page.getByTestId("script-outcome")).toHaveText("Done");
  expect(await lab.exec("host", "ip", "netns")).toContain("red");

  const choosing = page.waitForEvent("filechooser");
  await dock.root.getByRole("button", { name: "Upload a file" }).click();
  await (await choosing).setFiles({
    name: "wrong.sh",
    mimeType: "text/x-shellscript",
    buffer: Buffer.from("echo 网络\nexit 3\n"),
  });
  await expect(page.getByTestId("script-text")).toHaveValue("echo 网络\nexit 3\n");
  await page.getByTestId("script-run").press("Enter");
  await expect(page.getByTestId("script-outcome")).toHaveText("It ended with exit code 3.");
  await expect(page.getByTestId("script-output")).toHaveText("网络\n");
});

test("SCRIPT-4: a script is stopped from the page, and found again by who comes back", async ({
  make,
  open,
  page,
}) => {
  const lab = await make();
  const { dock } = await open(lab);
  await dock.show("script");
  await page.getByTestId("script-text").fill("echo begun; sleep 45");
  await page.getByTestId("script-run").click();
  await expect(page.getByTestId("script-output")).toHaveText(/begun/);
  await dock.show("commands");
  await page.reload();
  await dock.show("script");
  await expect(page.getByTestId("script-output")).toHaveText(/begun/);
  await page.getByTestId("script-stop").click();
  await expect(page.getByTestId("script-outcome")).toHaveText(/It was stopped/);
  expect(await lab.exec("host", "sh", "-c", "pgrep -fc '^sleep 45' || true")).toBe("0\n");
});

test("PAGE-3 the canvas follows in sight of a script that runs, all from the keyboard", async ({
  make,
  open,
  page,
}) => {
  const lab = await make();
  const { canvas, dock } = await open(lab);
  await page.keyboard.press("s");
  await expect(page.getByTestId("script-text")).toBeFocused();
  await page.keyboard.insertText("ip netns add red\nread -r < /run/goes-on\nip netns add blue\n");
  await lab.exec("host", "mkfifo", "/run/goes-on");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(canvas.card("red")).toBeInViewport({ ratio: 1 });
  await expect(page.getByTestId("script-outcome")).toHaveText("Running…");

  // Nothing stands before the canvas: it is edited meanwhile.
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await expect(canvas.card("ns1")).toBeVisible();
  await dock.show("commands");
  await lab.exec("host", "sh", "-c", "echo > /run/goes-on");
  await expect(canvas.card("blue")).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("s");
  await expect(page.getByTestId("script-text")).toHaveValue(/ip netns add blue/);
  await expect(page.getByTestId("script-outcome")).toHaveText("Done");
  expect(await lab.exec("host", "ip", "netns")).toMatch(/blue[^]*red|red[^]*blue/);
});
