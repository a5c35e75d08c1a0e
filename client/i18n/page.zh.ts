import type { pageEn } from "./page.en.ts";
import type { Words } from "./words.ts";

export const pageZh: Words<typeof pageEn> = {
  page: {
    palettes: {
      palette: { label: "所有命令", placeholder: "输入命令，或实验中任何对象的名称、地址" },
      search: { label: "在实验中查找", placeholder: "名称、地址或 MAC 地址" },
      interfaces: { label: "添加网络接口", placeholder: "哪一种接口？" },
    },
    results: "结果",
    found_other: "{{count}} 个结果",
    nothingFound: "没有与“{{query}}”匹配的内容。",
    things: "实验中的对象",
    shortcuts: "键盘快捷键",
    mouse: "鼠标与触控板",
    mouseHelp: {
      pan: "移动画布",
      panHow: "空格 + 拖动，或双指滑动",
      zoom: "缩放",
      zoomHow: "Ctrl + 滚轮，或双指捏合",
      link: "画链路",
      linkHow: "从一张卡片的边缘拖到另一张卡片",
      several: "选择多个",
      severalHow: "在画布上拖出选框，或 Shift + 点击",
      copyDrag: "创建副本",
      copyDragHow: "Alt + 拖动",
    },
    problems: "问题",
    dismiss: "知道了",
    show: "显示它",
    building: "正在构建实验：{{done}} / {{total}} 条命令",
    buildingStart: "正在构建实验…",
    editing: "正在执行：{{done}} / {{total}} 条命令",
    failedTitle: "这个实验没有运行",
    failedHelp: "图是安全的。实验重新运行之前，不能做任何修改。",
    backToLabs: "返回实验列表",
    tryAgain: "再试一次",
    refusedTitle_other: "内核拒绝了这个实验的 {{count}} 条命令",
    refusedHelp: "这些命令对应的内容只是画出来的；其余的都在运行。",
    refusedMore_other: "另有 {{count}} 条被拒绝",
    unauthorizedTitle: "打开本页需要钥匙",
    unauthorizedText:
      "Vethlab 只对启动它的人开放。运行“npm start”的终端里打印了一个带钥匙的网址，请把它完整地复制到浏览器的地址栏。",
    unauthorizedExample: "它的样子是：",
    unauthorizedAgain: "服务器重新启动后会换新的钥匙，除非用 VETHLAB_TOKEN 指定。",
  },
};
