import { IconTag } from "@tabler/icons-react";
import type { KindLook } from "./kind.ts";

export const vlan: KindLook = {
  icon: IconTag,
  fields: [{ key: "vlanId", type: "number" }],
};
