import type { Locator } from "@playwright/test";
import type { ChainName } from "../../shared/firewall.ts";
import type { Lab } from "./kernel.ts";
import type { Inspector } from "./panels.ts";

/** The firewall's part of the inspector. */
export class Firewall {
  readonly root: Locator;

  constructor(inspector: Inspector) {
    this.root = inspector.field("firewall");
  }

  rules(chain: ChainName): Locator {
    return this.#chain(chain).getByTestId("rule");
  }

  async setPolicy(chain: ChainName, policy: "accept" | "drop"): Promise<void> {
    await this.#chain(chain).getByTestId("policy").selectOption(policy);
  }

  /** Fields by the names that records have for them; selects and inputs alike. */
  async addRule(chain: ChainName, fields: Readonly<Record<string, string>>): Promise<void> {
    await this.#chain(chain).getByTestId("rule-add").click();
    const form = this.root.getByTestId("rule-form");
    for (const [name, value] of Object.entries(fields)) {
      const field = form.getByTestId(`rule-${name}`);
      if (name === "action" || name === "protocol") await field.selectOption(value);
      else await field.fill(value);
    }
    await form.getByTestId("rule-save").click();
    await form.waitFor({ state: "detached" });
  }

  async removeRule(chain: ChainName, at: number): Promise<void> {
    const count = await this.rules(chain).count();
    await this.rules(chain).nth(at).getByTestId("rule-remove").click();
    await this.rules(chain)
      .nth(count - 1)
      .waitFor({ state: "detached" });
  }

  #chain(chain: ChainName): Locator {
    return this.root.getByTestId(`chain-${chain}`);
  }
}

/** Answers once, on port 80. */
const webServer = `
import socket
client = socket.create_server(("", 80)).accept()[0]
client.recv(999)
client.sendall(b"HTTP/1.0 200 OK\\r\\n\\r\\nhello")`;

/** Can `from` read the page that a web server in `server` has at this address? */
export async function canRead(lab: Lab, from: string, server: string, url: string): Promise<boolean> {
  const { stdout } = await lab.run(
    "host",
    "bash",
    "-c",
    `ip netns exec ${server} python3 -c "$1" & server=$!
     until ip netns exec ${server} ss -Hltn sport 80 | grep -q .; do sleep 0.05; done
     ${from === "host" ? "" : `ip netns exec ${from}`} curl -s -m 1 ${url}
     kill $server 2>/dev/null`,
    "bash",
    webServer,
  );
  return stdout === "hello";
}
