export { tunnel as gre } from "./tunnel.ts";
