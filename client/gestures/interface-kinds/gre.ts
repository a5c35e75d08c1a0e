import { tunnelGestures } from "./tunnel.ts";

export const gre = tunnelGestures("gre", 24);
