import { IconPackages } from "@tabler/icons-react";
import type { KindLook } from "./kind.ts";

/** Of those that carry IP in IPv4. */
export const tunnel: KindLook = {
  icon: IconPackages,
  fields: [
    { key: "local", type: "text" },
    { key: "remote", type: "text" },
  ],
};
