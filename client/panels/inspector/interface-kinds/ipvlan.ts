import { IconLayersIntersect } from "@tabler/icons-react";
import { ipvlanModes } from "../../../../shared/interface-kinds/ipvlan.ts";
import type { KindLook } from "./kind.ts";

export const ipvlan: KindLook = {
  icon: IconLayersIntersect,
  fields: [{ key: "mode", type: "choice", choices: ipvlanModes }],
};
