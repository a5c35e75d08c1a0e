import { IconBuildingTunnel } from "@tabler/icons-react";
import type { KindLook } from "./kind.ts";

export const vxlan: KindLook = {
  icon: IconBuildingTunnel,
  fields: [
    { key: "vni", type: "number" },
    { key: "local", type: "text" },
    { key: "remote", type: "text" },
    { key: "port", type: "number" },
    { key: "learning", type: "switch" },
  ],
};
