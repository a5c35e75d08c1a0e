import { IconWorld } from "@tabler/icons-react";
import type { KindLook } from "./kind.ts";

export const tun: KindLook = { icon: IconWorld, fields: [], lacking: "no-uplink" };
