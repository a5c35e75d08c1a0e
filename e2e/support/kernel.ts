import { expect } from "@playwright/test";
import type { Edit } from "../../shared/edit.ts";
import type { Observed, ObservedInterface, ObservedNamespace } from "../../shared/observed.ts";
import type { LabSummary } from "../../shared/protocol.ts";
import type { Document, TopologyRecord } from "../../shared/topology.ts";
import { asDrawn, asFound } from "./agreement.ts";
import type { Server } from "./server.ts";

interface ExecResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type LabDocument = Document & { readonly id: string; readonly name: string; readonly revision: number };

/** What programs can ask and do, over HTTP: the tests' way past the page, to the kernel. */
export class Api {
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  async call<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.#server.url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#server.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  async createLab(name: string, document: Partial<Document> = {}): Promise<Lab> {
    const { id } = await this.call<LabSummary>("POST", "/labs", { name, ...document });
    return new Lab(this, id);
  }

  async labs(): Promise<readonly LabSummary[]> {
    return (await this.call<{ labs: LabSummary[] }>("GET", "/labs")).labs;
  }
}

/** One lab, seen from below: its document, and what its kernel says. */
export class Lab {
  readonly id: string;
  readonly #api: Api;

  constructor(api: Api, id: string) {
    this.#api = api;
    this.id = id;
  }

  document(): Promise<LabDocument> {
    return this.#call("GET", "");
  }

  observed(): Promise<Observed> {
    return this.#call("GET", "/observed");
  }

  async namespace(name: string): Promise<ObservedNamespace | undefined> {
    return (await this.observed()).namespaces[name];
  }

  async interface(namespace: string, name: string): Promise<ObservedInterface | undefined> {
    return (await this.namespace(namespace))?.interfaces[name];
  }

  /** The names of a namespace's interfaces, lo included, sorted. */
  async interfaces(namespace: string): Promise<string[]> {
    return Object.keys((await this.namespace(namespace))?.interfaces ?? {}).toSorted();
  }

  /** Runs a command in a namespace (`host` is the lab's own), whatever comes of it. */
  run(namespace: string, ...argv: string[]): Promise<ExecResult> {
    return this.#call("POST", "/exec", { namespace, argv });
  }

  /** What the command printed; it has to succeed. */
  async exec(namespace: string, ...argv: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(namespace, ...argv);
    expect(exitCode, `${argv.join(" ")} in ${namespace}: ${stdout}${stderr}`).toBe(0);
    return stdout;
  }

  /** Does the address answer? One packet, one second. */
  async pings(from: string, address: string): Promise<boolean> {
    return (await this.run(from, "ping", "-n", "-c", "1", "-W", "1", address)).exitCode === 0;
  }

  async expectReply(from: string, address: string): Promise<void> {
    expect(await this.exec(from, "ping", "-n", "-c", "1", "-W", "2", address)).toContain("1 received");
  }

  async edit(edit: Edit): Promise<void> {
    await this.#call("POST", "/edits", { edit });
  }

  /** Takes back what programs did last, by hand or by an edit. */
  async undo(): Promise<void> {
    await this.#call("POST", "/undo");
  }

  /** Throws the machine away and builds it anew. */
  restart(): Promise<void> {
    return this.#call("POST", "/restart");
  }

  delete(): Promise<void> {
    return this.#call("DELETE", "");
  }

  /** The kernel is what the document says: all of it, and nothing else. */
  async expectAgreement(): Promise<void> {
    const { topology } = await this.document();
    await expect.poll(async () => asFound(await this.observed(), topology)).toEqual(asDrawn(topology));
  }

  async record(name: string): Promise<TopologyRecord> {
    const { topology } = await this.document();
    const found = Object.values(topology).find((record) => "name" in record && record.name === name);
    if (found === undefined) throw new Error(`no record is named ${name}`);
    return found;
  }

  #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.#api.call<T>(method, `/labs/${this.id}${path}`, body);
  }
}
