import type { topbarEn } from "./topbar.en.ts";
import type { Words } from "./words.ts";

export const topbarZh: Words<typeof topbarEn> = {
  topbar: {
    label: "实验",
    labs: "所有实验",
    labName: "实验名称",
    rename: "重命名实验",
    people_other: "{{count}} 人在这里",
    yourName: "你的名字（别人会看到）",
    language: "语言",
    theme: "配色",
    themes: { auto: "跟随系统", light: "浅色", dark: "深色" },
    share: "分享与导出",
    scriptCopied: "已复制脚本",
    linkCopied: "已复制链接",
    connection: {
      idle: "未连接",
      connecting: "正在连接…",
      live: "实时",
      lost: "连接已断开",
      unauthorized: "没有权限",
    },
    connectionHelp: {
      idle: "没有打开实验。",
      connecting: "正在向服务器请求这个实验。",
      live: "你看到的就是内核此刻的状态。",
      lost: "页面会自动重连。",
      unauthorized: "请打开服务器打印的网址。",
    },
    unreachable: "连不上服务器。正在重试…",
    stale: "连接已断开。图可能已过时；正在重连…",
  },
};
