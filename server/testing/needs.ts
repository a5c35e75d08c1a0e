import type { TestOptions } from "vitest";
import { programPackages } from "../../shared/features.ts";
import { probeCapabilities } from "../kernel/probe.ts";
import { labUid } from "./labs.ts";

declare module "vitest" {
  interface TaskMeta {
    /** For want of which features a test was skipped. */
    lacking?: string[];
  }
}

/** What this kernel can do. */
export const capabilities = await probeCapabilities(labUid());

/** In the virtual machine of `npm run test:vm`: what the kernel of the machine around it lacks. */
const lackingOutside = process.env["VETHLAB_LACKING"]?.split(",");

/**
 * For a test that needs these features of the kernel, as `server/kernel/probe.ts` names them: `test("…", needs("vlan"), …)`.
 * Where they are lacking it is skipped, and `npm run test:vm` runs it on a kernel that has them; there, nothing may be lacking.
 */
export function needs(...features: readonly string[]): TestOptions {
  const lacking = features.filter((feature) => capabilities[feature] !== true);
  const unknown = lacking.filter((feature) => !(feature in capabilities));
  if (unknown.length > 0) throw new Error(`No capability is called ${unknown.join(", ")}.`);
  // No other kernel would have it.
  if (lacking.some((feature) => Object.hasOwn(programPackages, feature)))
    return { skip: true, meta: { lacking } };
  if (lackingOutside === undefined) {
    return lacking.length === 0 ? {} : { skip: true, tags: ["vm"], meta: { lacking } };
  }
  if (lacking.length > 0) throw new Error(`The virtual machine's kernel, too, lacks ${lacking.join(", ")}.`);
  return features.some((feature) => lackingOutside.includes(feature)) ? { tags: ["vm"] } : {};
}
