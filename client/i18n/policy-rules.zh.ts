import type { Words } from "./words.ts";
import type { policyRulesEn } from "./policy-rules.en.ts";

export const policyRulesZh: Words<typeof policyRulesEn> = {
  policyRules: {
    title: "路由规则",
    help: "从编号最小的开始，第一条匹配且其路由表里有路由的规则起作用。",
    kernels: "内核自带",
    onlyInKernel: "只在内核里：图中无法表示，新机器上不会有它。",
    gone: "内核自带的规则 {{priority}}（{{words}}）被手动删除了；新机器上又会有。恢复它：{{command}}",
    add: "添加路由规则",
    save: "保存规则",
    edit: "编辑规则 {{priority}}",
    remove: "删除规则 {{priority}}",
    up: "让规则 {{priority}} 更早查看",
    down: "让规则 {{priority}} 更晚查看",
    any: "任意",
    fields: {
      family: "协议族",
      priority: "优先级",
      from: "来源",
      to: "目的",
      iif: "入接口（iif）",
      oif: "绑定接口（oif）",
      fwmark: "标记（fwmark）",
      ipproto: "协议",
      sport: "源端口",
      dport: "目的端口",
      not: "除此以外（not）",
      action: "动作",
      table: "路由表",
      suppressPrefixLength: "忽略不长于此的路由 /",
    },
    actions: {
      lookup: "查路由表",
      blackhole: "悄悄丢弃",
      unreachable: "回应：不可达",
      prohibit: "回应：禁止",
    },
  },
};
