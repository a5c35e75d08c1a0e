import type { terminalsEn } from "./terminals.en.ts";
import type { Words } from "./words.ts";

export const terminalsZh: Words<typeof terminalsEn> = {
  terminals: {
    tabs: "终端",
    label: "{{name}} 中的终端",
    open: "新建终端，位于……",
    close: "关闭这个终端",
    reader: "让屏幕阅读器读出内容",
    none: "没有打开的终端。在终端里输入的命令会作用于真实的网络，实验里的所有人都能看到。",
    allBeside: "所有终端都在各自命名空间的卡片旁边。",
    putBeside: "放到卡片旁边",
    putBack: "放回面板",
    openInHost: "在实验主机中打开一个",
    openIn: "在 {{name}} 中打开终端",
    openHere: "在这里打开终端",
    watching: "{{name}} 正在操作，你在旁观。窗口大小以操作者的为准。",
    takeOver: "接管",
    exited: "Shell 已结束，退出码 {{code}}。",
    ended: "Shell 被外部结束：实验的机器停止了，或收到了信号。",
    again: "在这里新开一个",
    search: "在终端中查找",
    notFound: "没有找到",
    previous: "向上查找",
    next: "向下查找",
    processes: "进程",
    noProcesses: "没有从终端启动、仍在运行的进程。关闭终端后留在后台的进程会列在这里。",
    command: "命令",
    end: "结束 {{command}}",
    keys: {
      title: "在终端里",
      copy: "复制选中的内容",
      paste: "粘贴",
      search: "查找",
      leave: "离开终端，回到面板的标签",
    },
  },
};
