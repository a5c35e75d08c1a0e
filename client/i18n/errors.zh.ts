import type { errorsEn } from "./errors.en.ts";
import type { Words } from "./words.ts";

export const errorsZh: Words<typeof errorsEn> = {
  errors: {
    malformed: { title: "服务器看不懂这个请求", text: "有一个值的格式不对。请改正后再试。" },
    "invalid-edit": {
      title: "做不到",
      text: "没有哪个 Linux 内核能容下这个结果，因此什么都没有改动。请换一个值。",
    },
    stale: {
      title: "有人同时改动了这里",
      text: "你的操作基于旧的图，没有执行。请看清现在的图，再做一次。",
    },
    "kernel-refused": { title: "内核拒绝了", text: "一切已恢复原状。下面是内核给出的原因。" },
    "rollback-failed": {
      title: "内核拒绝了，而且无法恢复原状",
      text: "实验正在按图重建，请等它恢复运行。",
    },
    "undo-impossible": { title: "无法撤销", text: "后来的改动挡住了它。请手动修改。" },
    "storage-failed": {
      title: "改动无法保存",
      text: "改动已收回，网络与图仍然一致。请在服务器上腾出磁盘空间后再试。",
    },
    "not-found": { title: "它已经不在了", text: "可能有人删除了它。请回到实验列表。" },
    "already-exists": { title: "已经有一个了", text: "请换一个名字。" },
    unauthorized: {
      title: "这个浏览器没有进入的权限",
      text: "请打开服务器启动时打印的网址，钥匙就在网址里。",
    },
    "forbidden-origin": {
      title: "服务器拒绝来自这个网址的请求",
      text: "请用服务器启动时打印的网址打开本页。",
    },
    "too-large": { title: "太大了", text: "请缩小一些，或者拆成几个实验。" },
    "unsupported-media-type": {
      title: "服务器只接收 JSON",
      text: "发送的内容没有标明是 JSON。请重新加载页面。",
    },
    "too-many-requests": { title: "一次太多了", text: "服务器请你稍等片刻，然后再试。" },
    "machine-unavailable": {
      title: "这台机器还不能运行实验",
      text: "Linux 需要允许非特权用户命名空间。下面的原文指出了要打开的开关。",
    },
    unsupported: {
      title: "这个内核做不到",
      text: "服务器的 Linux 内核没有这项功能。请换一种做法，或者换一个内核。",
    },
    timeout: { title: "没有及时收到答复", text: "服务器正忙或卡住了。请稍等片刻再试。" },
    internal: {
      title: "服务器内部出错",
      text: "这不是你的问题。请再试一次；如果一直这样，请把下面的原文告诉管理服务器的人。",
    },
  },
};
