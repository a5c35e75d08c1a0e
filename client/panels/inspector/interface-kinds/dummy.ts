import { IconGhost2 } from "@tabler/icons-react";
import type { KindLook } from "./kind.ts";

export const dummy: KindLook = { icon: IconGhost2, fields: [] };
