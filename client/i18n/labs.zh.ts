import type { labsEn } from "./labs.en.ts";
import type { Words } from "./words.ts";

export const labsZh: Words<typeof labsEn> = {
  labs: {
    title: "实验",
    tagline: "画出真实的 Linux 网络。",
    create: "新建实验",
    upload: "上传实验",
    search: "搜索实验",
    untitled: "实验 {{number}}",
    more: "{{name}} 的更多操作",
    rename: "重命名",
    renameOf: "{{name}} 的新名称",
    duplicate: "创建副本",
    copyOf: "{{name}} 的副本",
    download: "下载（JSON）",
    delete: "删除",
    deleted: "已删除 {{name}}",
    deletedHelp: "它的网络已拆除。撤销会照图把它重建回来。",
    restored: "{{name}} 回来了",
    namespaces_other: "{{count}} 个命名空间",
    bridges_other: "{{count}} 个网桥",
    links_other: "{{count}} 条链路",
    changed: "{{when}}修改",
    nothingIn: "还是空的",
    loading: "正在加载实验…",
    lost: "连不上服务器。列表可能已过时；正在重试…",
    phase: { idle: "休眠", building: "构建中", running: "运行中", failed: "失败" },
    emptyTitle: "再点两下，就有了你的第一个网络",
    emptyText:
      "一个实验就是一台独立的小 Linux 机器。你在里面画的都是真的：命名空间、网桥、网线、地址。外面的一切都不会被弄坏。",
    noneFound: "没有名称类似“{{search}}”的实验。",
    drop: "把实验文件拖放到这里",
    uploading: "正在上传 {{name}}…",
    uploaded: "{{name}} 已就绪",
  },
};
