import type { stepsEn } from "./steps.en.ts";
import type { Words } from "./words.ts";

export const stepsZh: Words<typeof stepsEn> = {
  steps: {
    "namespace-add": "创建网络命名空间",
    "namespace-delete": "删除命名空间及其中的一切",
    "namespace-rename": "给命名空间改名",
    "loopback-up": "启用环回接口：新命名空间的 lo 默认是停用的",
    "loopback-down": "停用环回接口",
    "bridge-add": "创建网桥",
    "bridge-set": "设置网桥选项",
    "veth-add": "创建 veth 对，两端直接放进各自的命名空间",
    "interface-delete": "删除接口；veth 的另一端会一起消失",
    "interface-rename": "给接口改名",
    "interface-move": "把接口移到它的命名空间",
    "interface-up": "启用接口",
    "interface-down": "停用接口",
    "interface-mac-address": "设置 MAC 地址",
    "interface-mtu": "设置 MTU",
    "port-add": "接入网桥，成为它的端口",
    "port-remove": "从网桥上拔下",
    "address-add": "配置地址",
    "address-delete": "删除地址",
    "address-restore": "补回上一步连带丢失的地址",
    "route-add": "添加路由",
    "route-delete": "删除路由",
    "route-restore": "补回上一步连带丢失的路由",
    "forwarding-set": "设置是否在接口之间转发数据包",
    "sysctl-set": "设置内核参数",
    "sysctl-restore": "还原内核参数",
  },
};
