import { IconLayersSubtract } from "@tabler/icons-react";
import { macvlanModes } from "../../../../shared/interface-kinds/macvlan.ts";
import type { KindLook } from "./kind.ts";

export const macvlan: KindLook = {
  icon: IconLayersSubtract,
  fields: [{ key: "mode", type: "choice", choices: macvlanModes }],
};
