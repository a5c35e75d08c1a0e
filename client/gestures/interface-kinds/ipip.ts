import { tunnelGestures } from "./tunnel.ts";

export const ipip = tunnelGestures("ipip", 20);
