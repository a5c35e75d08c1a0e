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
  await open(lab);
  await page.getByTestId("run-script").click();
  const dialog = page.getByTestId("script-dialog");
  await expect(page.getByTestId("script-run")).toBeDisabled();
  await page.getByTestId("script-text").fill(script);
  await page.getByTestId("script-run").click();
  await expect(page.getByTestId("script-output")).toHaveText(/^made/);
  await expect(page.getByTestId("script-outcome")).toHaveText("Done");
  expect(await lab.exec("host", "ip", "netns")).toContain("red");

  const choosing = page.waitForEvent("filechooser");
  await dialog.getByRole("button", { name: "Upload a file" }).click();
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
  await open(lab);
  await page.getByTestId("run-script").click();
  await page.getByTestId("script-text").fill("echo begun; sleep 45");
  await page.getByTestId("script-run").click();
  await expect(page.getByTestId("script-output")).toHaveText(/begun/);
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByTestId("run-script").click();
  await expect(page.getByTestId("script-output")).toHaveText(/begun/);
  await page.getByTestId("script-stop").click();
  await expect(page.getByTestId("script-outcome")).toHaveText(/It was stopped/);
  expect(await lab.exec("host", "sh", "-c", "pgrep -fc '^sleep 45' || true")).toBe("0\n");
});
