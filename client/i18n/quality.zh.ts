import type { qualityEn } from "./quality.en.ts";
import type { Words } from "./words.ts";

export const qualityZh: Words<typeof qualityEn> = {
  quality: {
    title: "链路质量",
    help: "链路如何对待每一端发出的数据包。留空表示内核能多好就多好。",
    withoutNetem: "这台机器的内核没有 netem：这里的链路只能丢包和限速。",
    withoutNetemAlone: "这台机器的内核没有 netem：这里只能限速。",
    sentBy: "{{name}} 发出的流量",
    fields: {
      delayMs: "延迟",
      jitterMs: "抖动",
      lossPercent: "丢包",
      duplicatePercent: "重复",
      reorderPercent: "乱序",
      rateBitsPerSecond: "速率",
    },
    bucket: "一次最多发送 {{burst}} 字节，最多有 {{limit}} 字节等待。",
    others: "内核在这里有 {{kind}}，没有字段能表示它，保持原样。",
    duplicate: "重复",
    reorder: "乱序",
  },
};
