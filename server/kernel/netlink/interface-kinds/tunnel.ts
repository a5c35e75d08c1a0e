import { readAddress } from "./address.ts";
import type { KindReader } from "./kind.ts";

/** @param local, remote  the numbers of these attributes of the kind (linux/if_tunnel.h) */
export function tunnelReader(local: number, remote: number): KindReader {
  return {
    decode: (data) => {
      const settings = { local: readAddress(data, local), remote: readAddress(data, remote) };
      // Towards anybody, or from anywhere: no record says that.
      return settings.local === null || settings.remote === null ? null : { settings };
    },
  };
}
