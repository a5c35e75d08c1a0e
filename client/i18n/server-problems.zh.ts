import type { serverProblemsEn } from "./server-problems.en.ts";
import type { Words } from "./words.ts";

export const serverProblemsZh: Words<typeof serverProblemsEn> = {
  problems: {
    "lab-closed": { title: "这个实验已关闭", text: "它被删除了，或者服务器正在停止。请回到实验列表。" },
    "hello-first": { title: "页面和服务器失去了同步", text: "请重新加载页面。" },
    "too-many-messages": { title: "一次操作太多了", text: "服务器请你稍等片刻，然后继续。" },
    "too-many-guesses": { title: "钥匙错了太多次", text: "请等一分钟，然后打开服务器启动时打印的网址。" },
    "no-such-file": { title: "没有这个文件", text: "页面可能比服务器旧。请重新加载。" },
    "not-json": { title: "这不是 JSON", text: "请选择从 Vethlab 下载的文件。" },
    "no-such-lab": { title: "没有这个实验", text: "它可能已被删除。请回到实验列表。" },
    "lab-damaged": {
      title: "实验 {{name}} 已损坏",
      text: "保存的内容无法读取，已原样保留。请让运行服务器的人用备份恢复数据文件，或删除这个实验。",
    },
    "too-many-labs": { title: "已经有 {{limit}} 个实验了", text: "请删除一个不再需要的。" },
    "memory-process-ended": {
      title: "实验中的程序占用内存过多：{{name}} 已被结束",
      text: "一个实验的所有程序合计最多可用 {{limit}} MB 内存。请减小任务量后重新运行，或先结束其他程序。",
    },
    "memory-lab-restarted": {
      title: "实验中的文件占用内存过多：实验已重建",
      text: "挂载在内存中的文件最多可占 {{limit}} MB。图保持原样；实验中运行的程序和文件已不在了。",
    },
    "no-room-for-shell": {
      title: "无法启动 Shell",
      text: "这个实验的 {{limit}} 个进程名额已经用完。请结束其中一些：它们列在“进程”里。",
    },
    "id-mismatch": {
      title: "文件自相矛盾",
      text: "有一条记录的 id 与它所在的键不同。请重新下载实验，或改正文件。",
    },
    "not-a-target": { title: "这个名称无法 ping", text: "请写本实验的命名空间、地址或主机名。" },
    "body-too-large": { title: "太大了", text: "服务器一次最多接收 {{limit}} MB。请缩小一些。" },
    "bad-body": { title: "无法读取这个请求", text: "连接可能在中途断开了。请再试一次。" },
    "bad-url": { title: "无法识别这个网址", text: "请检查网址，或回到实验列表。" },
    "foreign-host": { title: "服务器不响应这个网址", text: "请用服务器启动时打印的网址打开本页。" },
    "foreign-origin": { title: "别处的页面不能访问这个服务器", text: "请用服务器启动时打印的网址打开本页。" },
    "no-such-call": { title: "服务器没有这个接口", text: "页面可能比服务器旧。请重新加载。" },
    "no-page": { title: "页面还没有构建", text: "请用“npm start”启动服务器，它会构建页面。" },
    "exec-timeout": { title: "命令运行太久", text: "它已被终止。请给它更多时间，或减少工作量。" },
    "unknown-format": {
      title: "无法识别这些文件",
      text: "可以读取 containerlab 拓扑（.clab.yml）、Kathará 实验（lab.conf 和 .startup 文件，或它们的 zip）以及 netpen 文件。",
    },
    "not-yaml": { title: "文件不是 YAML", text: "请在生成它的地方检查。" },
    "not-a-zip": { title: "{{name}} 不是可以读取的 zip", text: "请重新打包，不要加密码。" },
    "foreign-too-large": { title: "文件太大", text: "请减少文件，或把实验拆开。" },
    "script-running": { title: "您的一个脚本还在运行", text: "请等它结束，或者停止它。" },
    "holds-nul": { title: "不是文本", text: "其中有脚本里不会出现的字符（NUL）。" },
    "exec-output": { title: "命令的输出太多", text: "超过 1 MB 后已被终止。请让它少输出一些。" },
    "too-many-commands": {
      title: "这个实验里已经有 {{limit}} 个命令在运行",
      text: "请等其中一个结束。",
    },
    "too-many-terminals": {
      title: "这个实验里已经有 {{limit}} 个终端",
      text: "请先关闭一个不再需要的。",
    },
    "no-such-terminal": { title: "这个终端已经不在了", text: "有人关闭了它。请另开一个。" },
    "no-such-network": {
      title: "没有网络 {{name}}",
      text: "请写主机里一个网桥的名字，或 none、host、container:名字、namespace:名字。",
    },
    "no-such-process": { title: "这个进程已经不在了", text: "它自己结束了。" },
    "terminal-does-not-read": {
      title: "输入的内容丢失了",
      text: "终端里的程序没有读取，服务器也留不下更多。请一次少粘贴一些。",
    },
    "too-many-pings": { title: "已经有 {{limit}} 个 ping 在运行", text: "请先停止其中一个。" },
    "nothing-to-undo": { title: "没有你的操作可以撤销", text: "撤销只针对你自己的操作，而你还没有做过。" },
    "nothing-to-redo": { title: "没有你的操作可以重做", text: "做了新的操作之后就不能重做了。" },
    "no-user-namespaces": {
      title: "这个内核没有用户命名空间",
      text: "实验由它们组成。请使用带 CONFIG_USER_NS 的内核。",
    },
    "user-namespaces-forbidden": {
      title: "这台机器禁止普通用户使用用户命名空间",
      text: "实验由它们组成。请用下面的命令允许，然后再试一次。",
    },
    "machine-died": {
      title: "实验的机器被终止了",
      text: "有外部的东西终止了它，接着又终止了下一台。什么都没有改变，实验正在重建。请稍后再试。",
    },
    "restore-refused": {
      title: "内核拒绝了其中一部分",
      text: "内核接受的部分已经恢复，其余的只是画出来的。下面是内核的原话，说明了原因。请修改或删除它，或以后再试。",
    },
    "machine-failed": {
      title: "实验的机器无法启动",
      text: "创建它的程序的原话也许说明了原因。请改正后再试一次。",
    },
  },
};
