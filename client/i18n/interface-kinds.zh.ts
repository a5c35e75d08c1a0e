import type { interfaceKindsEn } from "./interface-kinds.en.ts";
import type { Words } from "./words.ts";

export const interfaceKindsZh: Words<typeof interfaceKindsEn> = {
  interfaceKinds: {
    macvlan: {
      name: "Macvlan 接口",
      add: "添加 macvlan 接口",
      help: "在下层接口所在的网络上多一个 MAC 地址。它与下层接口本身不通。",
    },
    vxlan: {
      name: "VXLAN 接口",
      add: "添加 VXLAN 接口",
      help: "把以太网帧装在 UDP 里送到另一台主机：两端后面是同一个网络。路上每个帧要多占 50 字节。",
    },
    vlan: {
      name: "VLAN 接口",
      add: "添加 VLAN 接口",
      help: "下层接口上标签为此编号的流量（802.1Q）。",
    },
    ipvlan: {
      name: "Ipvlan 接口",
      add: "添加 ipvlan 接口",
      help: "使用下层接口的 MAC 地址，另有自己的 IP 地址。",
    },
    dummy: {
      name: "Dummy 接口",
      add: "添加 dummy 接口",
      help: "收到什么就丢弃什么：用来放一个始终存在的地址。",
    },
    gre: {
      name: "GRE 隧道",
      add: "添加 GRE 隧道",
      help: "把 IP 包装在 GRE 里送到另一端。路上每个包要多占 24 字节。",
    },
    ipip: {
      name: "IPIP 隧道",
      add: "添加 IPIP 隧道",
      help: "把 IPv4 包装在 IPv4 里送到另一端。路上每个包要多占 20 字节。",
    },
    wireguard: {
      name: "WireGuard 接口",
      add: "添加 WireGuard 接口",
      help: "把 IP 包加密后装在 UDP 里送到各个对端，对端以密钥辨认。路上每个包最多要多占 80 字节。需要程序 wg（Debian 软件包 wireguard-tools）。",
    },
    tun: {
      name: "上联",
      add: "添加上联",
      help: "通往这台机器自己的网络：从这里出去的 TCP 和 UDP，如同这台机器上的程序所发；除应答外，什么也进不来。",
    },
  },
  interfaces: {
    fields: {
      mode: "模式",
      vlanId: "VLAN 编号",
      vni: "编号（VNI）",
      local: "本端地址",
      remote: "对端地址",
      port: "UDP 端口",
      learning: "地址学习",
      listenPort: "UDP 端口",
    },
    publicKey: "公钥",
    newKey: "生成一对密钥",
    peers: "对端",
    newPeer: "连接到",
    newPeerKey: "按公钥添加",
    removePeer: "移除此对端",
    endpoint: "端点",
    allowedIps: "允许的网络",
    keepalive: "保活间隔（秒）",
    fdb: "转发表",
    newEntry: "新条目",
    newEntryHint: "MAC 地址和主机，例如 {{any}} 192.168.0.2 表示所有位置未知的地址",
    removeEntry: "删除 {{entry}}",
    outside: "这台机器",
    lower: "下层接口",
    tunnelTo: "隧道对端",
    onLower: "基于 {{name}}",
    tunnelLabel: "从 {{from}} 到 {{to}} 的隧道，{{what}}，{{state}}",
    tunnelWords: "{{kind}} {{number}} · MTU {{mtu}}",
    whyNot: {
      "not-in-kernel": "本机内核不支持",
      "no-uplink": "缺少 slirp4netns 或 /dev/net/tun，或者服务器的所有者禁止上联",
      "no-program": "本机没有安装它需要的程序",
      "no-lower": "需要一个下层接口",
      "no-neighbor": "需要一个地址和唯一的邻居",
    },
  },
};
