import type { sourceChecksEn } from "./source-checks.en.ts";
import type { Words } from "./words.ts";

export const sourceChecksZh: Words<typeof sourceChecksEn> = {
  sourceChecks: {
    title: "收谁的数据包（IPv4）",
    rpFilter: "rp_filter",
    filters: { "0": "0 · 关闭", "1": "1 · 严格", "2": "2 · 宽松" },
    effective: "此处实际生效的是它与 all 中较大的一个：{{value}}。",
    filterHelp: {
      "0": "不管源地址是什么，数据包都收下。",
      "1": "如果回复会从另一个接口发出，收到的数据包就被悄悄丢弃。",
      "2": "如果没有任何路由通往源地址，收到的数据包就被悄悄丢弃。",
    },
    proxyArp: "proxy_arp",
    proxyHelp: {
      on: "凡是从别的接口有路由可到的地址，它都替对方回答 ARP：主机会以为它就是邻居。",
      off: "它只为自己的地址回答 ARP。",
    },
  },
};
