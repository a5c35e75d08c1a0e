import type { problemsEn } from "./problems.en.ts";
import type { Words } from "./words.ts";

export const problemsZh: Words<typeof problemsEn> = {
  problems: {
    empty: { title: "需要一个名字", text: "请至少输入一个字符。" },
    "too-long": { title: "名字太长", text: "内核在这里最多接受 {{maximum}} 字节。请缩短。" },
    "bad-character": { title: "名字里有不允许的字符", text: "只能用字母、数字、“_”、“-”和“.”，不能有空格。" },
    "space-byte": {
      title: "内核会把名字里的“{{characters}}”当成空格",
      text: "内核逐字节检查接口名，而它的 UTF-8 编码里有字节 A0，内核认作空格。请换别的字。",
    },
    "leading-dash": { title: "名字不能以“-”开头", text: "否则命令会把它当成选项。请以字母开头。" },
    "dots-only": { title: "“.”和“..”不能当名字", text: "它们表示目录。请换一个名字。" },
    reserved: {
      title: "这个名字是保留的",
      text: "内核或实验自己要用它（lo、all、default、host）。请换一个。",
    },
    "name-taken": {
      title: "名字 {{name}} 已被占用",
      text: "两个命名空间不能同名，同一命名空间里的两个接口也不能同名。请换一个。",
    },

    "not-an-address": {
      title: "这不是带前缀长度的地址",
      text: "请写成 10.0.0.1/24 或 2001:db8::1/64 的样子。",
    },
    "not-a-network": {
      title: "这不是目的网络",
      text: "请写 default，或者 10.0.0.0/24、2001:db8::/64 这样的网络。",
    },
    "not-a-gateway": { title: "这不是网关地址", text: "请写不带前缀长度的地址，例如 10.0.0.254。" },
    "not-a-mac-address": { title: "这不是 MAC 地址", text: "请写六组十六进制数，例如 02:00:00:00:00:01。" },
    "mac-address-is-a-group": {
      title: "接口不能使用这个 MAC 地址",
      text: "它是全零或组播地址（首字节为奇数）。以 02 开头最稳妥。",
    },
    "duplicate-address": {
      title: "{{address}} 出现了两次",
      text: "一个接口上同一个地址只能有一个。请去掉其中一个。",
    },
    "ipv6-needs-mtu": {
      title: "IPv6 要求 MTU 至少为 {{minimum}}",
      text: "低于它，内核会关闭该接口的 IPv6。请调大 MTU，或删除它的 IPv6 地址、路由和内核参数。",
    },

    "sysctl-of-no-interface": {
      title: "这里没有接口 {{name}}",
      text: "接口的内核参数必须属于本命名空间的某个接口。名称中的点写作“/”。",
    },
    "sysctl-follows-mtu": {
      title: "IPv6 的 MTU 跟随接口的 MTU",
      text: "接口的 MTU 一变，内核就会重新设置它。请直接设置接口的 MTU。",
    },
    "sysctl-keeps-addresses": {
      title: "IPv6 地址已经在图中等待",
      text: "接口启用后它们会恢复，所以内核不应再保留它们。",
    },
    "ipv6-is-off": {
      title: "{{address}} 需要 IPv6，而这里关闭了 IPv6",
      text: "{{sysctl}} 关闭了 IPv6，内核会去掉这些地址和路由。两者只能保留一个。",
    },

    "firewall-exists": { title: "这里已经有防火墙了", text: "一个命名空间只有一个。请修改它的规则。" },
    "not-a-network-or-address": {
      title: "这既不是网络也不是地址",
      text: "请写网络，例如 10.0.0.0/24，或地址，例如 10.0.0.1。",
    },
    "not-ports": {
      title: "这不是端口",
      text: "请写一个端口（80）、一个范围（8000-8010）或几个端口（80,443）。",
    },
    "not-a-nat-address": { title: "这不是地址", text: "请写数据包应当来自的地址，例如 10.0.0.1。" },
    "not-a-nat-target": {
      title: "这不是可以转发到的地址",
      text: "请写地址，可带端口：10.0.0.2、10.0.0.2:80 或 [2001:db8::2]:80。",
    },
    "action-not-here": { title: "{{chain}} 里不能这样做", text: "这里的规则可以：{{actions}}。" },
    "interface-not-known-here": {
      title: "{{chain}} 里还不知道这个接口",
      text: "进来的数据包还没有选路，自己发出的数据包没有入接口。请不要填写这个接口。",
    },
    "ports-need-protocol": {
      title: "哪个协议的端口？",
      text: "只有 TCP 和 UDP 有端口。请选择其一，或不填端口。",
    },
    "rule-mixes-families": {
      title: "一条规则里混用了 IPv4 和 IPv6",
      text: "没有数据包同时是两者。请各写一条规则。",
    },
    "not-an-nft-rule": {
      title: "这不是 nft 的规则",
      text: "请把一条规则写成一行，就像 nft list ruleset 打印的那样。",
    },
    "not-a-table": { title: "这不是一张表", text: "各行只能是 iptables-save 或 nft list table 打印的内容。" },
    "table-taken": {
      title: "表 {{name}} 已经有了",
      text: "有人用 nft 创建了它，其中有画不出来的内容。请先在终端里删除它。",
    },

    "route-exists": {
      title: "到 {{destination}} 的路由已经有了",
      text: "同一张表里去往同一目的地的两条路由必须有不同的度量值（metric）。请改度量值，或编辑那条路由。",
    },
    "table-is-the-kernels": {
      title: "local 表由内核自己管理",
      text: "表里是这个命名空间自己的地址。请换一个编号，或用 main。",
    },
    "priority-taken": {
      title: "已有优先级为 {{priority}} 的规则",
      text: "规则按编号从小到大查看。请换一个没有用过的编号。",
    },
    "priority-is-the-kernels": {
      title: "这个位置是内核自己的规则",
      text: "0 查 local，32766 查 main，32767 查 default。请换一个编号；小于 32766 的规则在 main 之前查看。",
    },
    "rule-of-another-family": {
      title: "IPv4 与 IPv6 混用了",
      text: "一条规则只针对其中一种，它的网络必须属于同一协议族。",
    },
    "network-is-everything": { title: "这个网络包含一切", text: "请把这一栏留空：空就是全部。" },
    "lookup-needs-table": { title: "lookup 需要一张表", text: "请给出表的编号，或 main。" },
    "only-with-lookup": {
      title: "这一项只与 lookup 一起使用",
      text: "终止数据包的规则不查任何表。请去掉它。",
    },
    "not-a-mark": { title: "这不是标记", text: "一个数，可带掩码：0x1 或 0x1/0xff。" },
    "not-a-port-range": { title: "这不是端口", text: "一个端口或一段端口：80 或 8000-8010。" },
    "route-goes-nowhere": { title: "这条路由还没有去处", text: "请给它一个网关、一个接口，或两者都给。" },
    "family-mismatch": { title: "IPv4 与 IPv6 混用了", text: "网关和目的网络必须属于同一协议族。" },
    "gateway-unreachable": {
      title: "够不着网关 {{gateway}}",
      text: "这里没有接口的地址与它在同一网络，内核找不到它。请先给某个接口配置该网络的地址。",
    },
    "gateway-is-broadcast": {
      title: "{{gateway}} 是广播地址",
      text: "没有谁能代表整个网络应答。请写路由器自己的地址。",
    },
    "gateway-is-own": {
      title: "{{gateway}} 是这个命名空间自己的地址",
      text: "网关是别人：下一跳路由器。请写它的地址。",
    },
    "not-assignable": {
      title: "接口不能使用这个地址",
      text: "它是全零地址或组播地址。请选一个属于单台机器的地址。",
    },
    "no-such-interface": { title: "这个接口不在该命名空间里", text: "请从该命名空间自己的接口中选择。" },
    "no-such-lower": {
      title: "它必须依附在一个接口上",
      text: "请选择一个存在的接口，而且那个接口不能依附于它自己。",
    },
    "lower-elsewhere": {
      title: "{{interface}} 在另一个命名空间里",
      text: "从某个接口出去的，必须和它在同一个命名空间。",
    },
    "mtu-above-lower": {
      title: "MTU 最多为 {{limit}}",
      text: "它所依附的 {{interface}} 容不下更大的帧。请先调大那个接口的 MTU。",
    },
    "same-as-another": {
      title: "已经有一个这样的 {{type}} 接口",
      text: "同一种接口，编号或两端地址必须不同。",
    },
    "ends-of-two-families": {
      title: "两端必须是同一种地址",
      text: "一端是 IPv4，另一端也必须是 IPv4；IPv6 也一样。",
    },
    "not-a-quantity": {
      title: "这不是一个数量",
      text: "请写数字和单位：100 ms、1 %、2 Mbit/s。留空表示没有。",
    },
    "needs-delay": {
      title: "需要先有延迟",
      text: "它是让延迟变化，或让数据包越过延迟。请先设置延迟。",
    },
    "bucket-incomplete": {
      title: "突发量要与速率一起设置",
      text: "突发量和排队上限要同时给出，并且要有速率；或者两者都不填。",
    },
    "burst-too-long": {
      title: "对这个速率来说突发量太大",
      text: "突发量最多为四分钟内能发送的数据。请减小突发量或提高速率。",
    },
    "group-needs-lower": {
      title: "组播地址需要指定接口",
      text: "请指定从哪个接口出去：组播组要在那个接口上加入。或者改填另一台主机的地址。",
    },
    "address-in-two-places": {
      title: "这个地址出现了两次",
      text: "发往一个地址的帧只去一个地方；只有 00:00:00:00:00:00 可以有多个。",
    },
    "fdb-repeats-remote": { title: "对端已经有一条转发条目", text: "请删去这一条，或填写另一台主机。" },
    "not-a-key": {
      title: "这不是密钥",
      text: "WireGuard 的密钥有 44 个字符，就是“wg genkey”和“wg pubkey”打印的样子。",
    },
    "not-an-endpoint": {
      title: "这不是端点",
      text: "请写地址和 UDP 端口，例如 10.0.0.2:51820 或 [fd00::2]:51820。",
    },
    "port-needed": {
      title: "启用之前需要 UDP 端口",
      text: "请先说明在哪个端口监听，例如 51820，然后再启用。",
    },
    "peers-overlap": {
      title: "两个对端不能共用它",
      text: "每个密钥只属于一个对端，每个允许的网络也是。请先从另一个对端移除。",
    },
    "peer-is-itself": { title: "这是它自己的公钥", text: "请填写另一端的公钥。" },
    "native-vlan-not-let-through": {
      title: "本征 VLAN 没有放行",
      text: "请把它列入不带标签或带标签的 VLAN。",
    },
    "vlan-tagged-and-untagged": {
      title: "同一个 VLAN 要么带标签，要么不带",
      text: "请从其中一处删去。",
    },
    "bond-in-bond": { title: "绑定接口不能是另一个绑定接口的成员", text: "请让它的成员加入另一个。" },
    "primary-of-other-mode": {
      title: "这种模式没有首选成员",
      text: "只有 active-backup、balance-tlb 和 balance-alb 会优先使用一个成员。请先把首选成员设为无。",
    },
    "lower-of-same-kind": {
      title: "{{interface}} 本身就是 {{type}}",
      text: "内核会把这个接口放到它所依附的接口上，与它并列。请选择那个接口。",
    },
    "lower-is-port": {
      title: "{{interface}} 属于一个网桥或绑定接口",
      text: "它的帧归那一个所有。请先把它移出，或改选网桥或绑定接口本身。",
    },
    "lower-taken": {
      title: "{{interface}} 收到的一切都归 {{name}}",
      text: "passthru 模式的 macvlan 不与任何接口共用；macvlan 和 ipvlan 也不能共用。",
    },
    "no-such-bridge": { title: "这个网桥或绑定接口不存在", text: "可能有人删除了它。请换一个。" },
    "bridge-elsewhere": {
      title: "{{bridge}} 在另一个命名空间里",
      text: "端口和网桥、成员和绑定接口必须在同一个命名空间：请先把接口移到 {{namespace}}。",
    },
    "no-such-namespace": { title: "这个命名空间不存在", text: "可能有人删除了它。请换一个。" },
    "no-such-stack": { title: "它共用的网络栈不在", text: "那个网络栈属于另一个容器。请先启动那个容器。" },
    "stack-taken": { title: "这个网络栈是别人的", text: "自带网络栈的容器要给它一个自己的 id。" },
    "stack-without-process": {
      title: "容器自己的网络栈只在它运行时存在",
      text: "请在同一次编辑里停止容器并删除它的网络栈。",
    },
    "process-without-stack": { title: "运行中的容器需要它的网络栈", text: "请在同一次编辑里添加命名空间。" },
    "no-such-container": { title: "这个容器不存在", text: "可能有人删除了它。请换一个。" },
    "no-such-peer": { title: "veth 对必须两端齐全", text: "请从一端到另一端重新画这条链路。" },
    "no-such-record": { title: "它已经不在了", text: "在你的改动到达之前，有人删除了它。" },
    "id-taken": { title: "它已经有了", text: "之前已经添加过。如果看起来不对，请撤销后重试。" },
    "fixed-field": { title: "内核不能改这一项", text: "请删除它，再新建一个。" },
    "host-stays": { title: "实验主机不能删除", text: "其余的一切都在这台机器里。你可以删除它里面的东西。" },
    "too-many-records": { title: "一个实验最多容纳 {{limit}} 个对象", text: "请删除一些，或另开一个实验。" },
    "not-a-lab-file": { title: "{{name}} 不是实验文件", text: "请选择从 Vethlab 下载的 .json 文件。" },
    "lab-file-too-large": { title: "{{name}} 太大了", text: "实验文件最大 {{limit}} MB。请拆成几个实验。" },
    "not-a-number": { title: "这不是整数", text: "请只输入数字。" },
    "not-a-port": {
      title: "这不是可以发布的端口",
      text: "请输入主机的端口、冒号和容器的端口，例如 8080:80 或 53:53/udp。",
    },
    "port-published": {
      title: "这个端口已经通向 {{name}}",
      text: "请选主机的另一个端口，或先在那里取消发布。",
    },
    "changed-since": {
      title: "{{name}} 后来又被改过",
      text: "撤销会把别人后来的改动也一起撤掉。请手动修改。",
    },
    "removed-since": { title: "{{name}} 后来被删除了", text: "你改过的东西已经不在了，没有可撤销的。" },
    "made-again": { title: "{{name}} 后来又被创建了", text: "你删除的东西已经回来了。" },
    depends: {
      title: "后来有东西建立在 {{name}} 之上",
      text: "撤销会把它也一起撤掉。请先删除建立在上面的东西。",
    },
    "storm-ended": {
      title: "广播风暴已被制止：{{name}} 已停用",
      text: "网桥没有开启 STP 又连成环路时，一个广播会永远转下去，占满处理器，所有实验都会变慢。请在 {{bridge}} 上开启 STP，或删除其中一条链路，然后再启用 {{name}}。",
    },
    unanswered: {
      title: "没有收到答复",
      text: "连接先断开了，不知道这一步是否已执行。请看一看图，如果没有就再做一次。",
    },
    "connection-lost": { title: "连不上服务器", text: "什么都没有改动。页面会自动重连，之后请再试。" },

    invalid_type: { title: "这个值的类型不对", text: "请换一个值。" },
    invalid_format: { title: "这个值的格式不对", text: "请检查有没有多余的字符。" },
    invalid_value: { title: "这不是可选的值", text: "请从给出的选项中选择。" },
    too_big: { title: "这个数太大", text: "最大只能是 {{maximum}}。" },
    too_small: { title: "这个数太小", text: "最小必须是 {{minimum}}。" },
    too_big_string: { title: "内容太长", text: "最多 {{maximum}} 个字符。" },
    too_small_string: { title: "内容太短", text: "至少 {{minimum}} 个字符。" },
    too_big_array: { title: "数量太多", text: "最多 {{maximum}} 个。" },
    too_small_array: { title: "数量太少", text: "至少 {{minimum}} 个。" },
    unrecognized_keys: { title: "这里有不认识的内容", text: "文件里有 Vethlab 不认识的项：{{keys}}。" },
    invalid_union: { title: "这不是任何已知的形式", text: "请检查它应当是什么。" },
    invalid_key: { title: "键的格式不对", text: "只有 net.* 的内核参数属于命名空间。" },
    invalid_element: { title: "有一项的格式不对", text: "请改正或去掉它。" },
    not_multiple_of: { title: "需要整数", text: "请不要带小数。" },
    custom: { title: "不允许这个值", text: "请换一个值。" },
  },
};
