import { programPackages } from "../../shared/features.ts";
import { labUser } from "../kernel/lab-users.ts";
import { probeCapabilities } from "../kernel/probe.ts";

// A program: prints the features that this machine's kernel lacks, with commas between them.
const capabilities = await probeCapabilities(labUser(0));
process.stdout.write(
  Object.keys(capabilities)
    .filter((feature) => capabilities[feature] !== true && !Object.hasOwn(programPackages, feature))
    .join(","),
);
