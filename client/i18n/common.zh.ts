import type { commonEn } from "./common.en.ts";
import type { Words } from "./words.ts";

export const commonZh: Words<typeof commonEn> = {
  common: {
    close: "关闭",
    cancel: "取消",
    copy: "复制",
    copied: "已复制",
    notCopied: "浏览器没有复制成功",
    add: "添加",
    undo: "撤销",
    up: "启用",
    down: "停用",
    on: "开",
    off: "关",
    refusedStep: "内核拒绝：{{step}}",
    kernelSays: "内核的说法",
    you: "你",
    kinds: {
      namespace: "网络命名空间",
      host: "实验主机",
      bridge: "网桥",
      veth: "网络接口",
      link: "链路",
      container: "容器",
      route: "路由",
    },
  },
};
