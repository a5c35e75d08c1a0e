export declare const ipip: import("./kind.ts").KindGestures<
  | {
      id: string;
      namespace: string;
      name: string;
      adminState: "down" | "up";
      mtu: number;
      addresses: string[];
      quality: {
        delayMs: number | null;
        jitterMs: number | null;
        lossPercent: number | null;
        duplicatePercent: number | null;
        reorderPercent: number | null;
        rateBitsPerSecond: number | null;
        burstBytes: number | null;
        limitBytes: number | null;
      } | null;
      macAddress: null;
      master: null;
      lower: null;
      local: string;
      remote: string;
      kind: "gre";
    }
  | {
      id: string;
      namespace: string;
      name: string;
      adminState: "down" | "up";
      mtu: number;
      addresses: string[];
      quality: {
        delayMs: number | null;
        jitterMs: number | null;
        lossPercent: number | null;
        duplicatePercent: number | null;
        reorderPercent: number | null;
        rateBitsPerSecond: number | null;
        burstBytes: number | null;
        limitBytes: number | null;
      } | null;
      macAddress: null;
      master: null;
      lower: null;
      local: string;
      remote: string;
      kind: "ipip";
    }
>;
