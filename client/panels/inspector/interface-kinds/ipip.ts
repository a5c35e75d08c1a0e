export { tunnel as ipip } from "./tunnel.ts";
