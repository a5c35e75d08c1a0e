import { expect } from "vitest";
import { differences } from "../observe/differences.ts";
import type { Observed } from "../../shared/observed.ts";
import type { Topology, TopologyRecord } from "../../shared/topology.ts";
import { eventually } from "./eventually.ts";
import { topologyWith } from "./networks.ts";
import type { TestServer } from "./server.ts";

/** Makes a lab and gives its id. */
export async function makeLab(
  server: TestServer,
  records: readonly TopologyRecord[] = [],
  name = "A lab",
): Promise<string> {
  const { status, json } = await server.call("POST", "/api/labs", {
    body: { name, topology: topologyWith(records) },
  });
  expect(status).toBe(201);
  return String(json.id);
}

export async function readTopology(server: TestServer, lab: string): Promise<Topology> {
  const { json } = await server.call("GET", `/api/labs/${lab}`);
  return json.topology as Topology;
}

/** The kernel holds what the document says, as a program outside sees it. */
export async function expectObservedIsDocument(server: TestServer, lab: string): Promise<void> {
  await eventually(async () => {
    const observed = await server.call("GET", `/api/labs/${lab}/observed`);
    expect([observed.status, observed.status === 200 ? "" : observed.text]).toEqual([200, ""]);
    expect(differences(await readTopology(server, lab), observed.json as Observed)).toEqual({
      changes: {},
      unknown: [],
    });
  });
}

export function expectProblem(
  answer: { readonly status: number; readonly json: unknown; readonly headers: object },
  status: number,
  problem: object,
): void {
  expect(answer).toMatchObject({
    status,
    headers: { "content-type": expect.stringMatching(/^application\/problem\+json/) as string },
    json: { status, detail: expect.any(String) as string, ...problem },
  });
}
