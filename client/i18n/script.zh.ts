import type { scriptEn } from "./script.en.ts";
import type { Words } from "./words.ts";

export const scriptZh: Words<typeof scriptEn> = {
  script: {
    help: "脚本由 bash 在本实验的主机里以实验的 root 身份运行：它看不到实验所在机器的任何东西。输出显示在这里，画布随它的操作变化。",
    text: "脚本",
    upload: "上传文件",
    run: "运行",
    stop: "停止它以及它启动的一切",
    notRunnable: "长度超过 256 KiB，或者不是文本。",
    output: "脚本的输出",
    printedNothing: "它没有输出任何内容。",
    running: "正在运行…",
    done: "完成",
    failed: "它以退出码 {{code}} 结束。",
    killed: "它中途被终止了。",
    ended: {
      time: "十分钟到了，它和它启动的一切被终止了。",
      output: "它的输出超过了 1 MiB，它和它启动的一切被终止了。",
      stop: "它和它启动的一切被停止了。",
    },
  },
};
