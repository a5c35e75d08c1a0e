/** What of one namespace has to be read again. */
export interface Dirt {
  /** Interfaces by name or index, gone ones included, or all of them. */
  devices: Set<string | number> | "all";
  routes: boolean;
  policyRules: boolean;
  neighbors: boolean;
  /** Forwarding, and those that are watched. */
  sysctls: boolean;
  /** Tables of nftables and their rules. */
  firewall: boolean;
  containers: boolean;
}

/** Reading so many one by one costs as much as reading all. */
const maxSingleDevices = 12;

export function noDirt(): Dirt {
  return {
    devices: new Set(),
    routes: false,
    policyRules: false,
    neighbors: false,
    sysctls: false,
    firewall: false,
    containers: false,
  };
}

export function allDirt(): Dirt {
  return {
    devices: "all",
    routes: true,
    policyRules: true,
    neighbors: true,
    sysctls: true,
    firewall: true,
    containers: true,
  };
}

export function isClean({ devices, ...others }: Dirt): boolean {
  return devices !== "all" && devices.size === 0 && !Object.values(others).includes(true);
}

export function addDevice(dirt: Dirt, nameOrIndex: string | number): void {
  if (dirt.devices === "all") return;
  dirt.devices.add(nameOrIndex);
  if (dirt.devices.size > maxSingleDevices) dirt.devices = "all";
}

/** Makes `dirt` cover what `other` covers. */
export function addDirt(dirt: Dirt, other: Dirt): void {
  if (other.devices === "all") dirt.devices = "all";
  else for (const device of other.devices) addDevice(dirt, device);
  dirt.routes ||= other.routes;
  dirt.policyRules ||= other.policyRules;
  dirt.neighbors ||= other.neighbors;
  dirt.sysctls ||= other.sysctls;
  dirt.firewall ||= other.firewall;
  dirt.containers ||= other.containers;
}

/** Dirt by namespace name. */
export class DirtByName {
  #byName = new Map<string, Dirt>();

  get isEmpty(): boolean {
    return this.#byName.size === 0;
  }

  /** The dirt of this name, to add to. */
  of(name: string): Dirt {
    const dirt = this.#byName.get(name) ?? noDirt();
    this.#byName.set(name, dirt);
    return dirt;
  }

  /** Takes all out. */
  takeAll(): ReadonlyMap<string, Dirt> {
    const taken = this.#byName;
    this.#byName = new Map();
    return taken;
  }
}
