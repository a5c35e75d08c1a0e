import type { Words } from "./words.ts";
import type { galleryEn } from "./gallery.en.ts";

export const galleryZh: Words<typeof galleryEn> = {
  gallery: {
    title: "图库",
    lead: "从这些网络开始。每一个都会成为您自己的实验，随便拆。",
    more: "图库里还有更多可以开始的网络",
    wrong: "里面有个错误，请找出来",
    missing: "这台机器的内核缺少：{{features}}",
    missingPrograms: "这台机器缺少所需的程序：{{command}}",
    look: "看什么",
    settingUp: "它的程序还没有全部设置好。",
    putAway: "收起",
    groups: {
      firstSteps: "第一步",
      bridges: "网桥",
      routing: "路由器",
      nat: "防火墙与 NAT",
      containers: "容器",
      overlays: "多台主机，一个网络",
      stores: "共用一个存储的主机",
    },
    loopback: {
      title: "lo 默认是停用的",
      text: "两个孤立的命名空间。在 ns1 里连 ping 自己都失败，在 ns2 里则有回应。",
      look: "在两边都 ping 127.0.0.1。然后点击 ns1 的 lo，或在它的终端里输入“ip link set dev lo up”，再 ping 一次。“readlink /proc/$$/ns/net”在每个里面显示的数字都不同：是不同的网络栈。",
    },
    cable: {
      title: "两者之间一根线",
      text: "一对 veth，两端各在一个命名空间里。到对面的路由随地址自动出现。",
      look: "从 ns1 ping ns2，然后停用一端：两端都会失去载波。“ip route”显示内核自己添加了什么。",
    },
    "address-lost": {
      title: "移动之前配置的地址",
      text: "有人先在主机里给 veth-ns2 配了地址，再把它移走。移动时地址就丢了。",
      look: "从 ns1 ping 没有回应：没有谁是 192.168.1.2。现在它已经到位，请给 veth-ns2 配上这个地址。",
    },
    bridge: {
      title: "网桥连接三个命名空间",
      text: "br0 是主机里的交换机，每个命名空间都有一根线接到它。大家在同一个子网。",
      look: "任意两个之间 ping。网桥会学习谁在哪个端口后面；在主机里运行“bridge fdb show”可以看到它知道什么。在主机里输入命令接上第四个：“ip netns add net3; ip link add veth3 type veth peer name eth0 netns net3; ip link set veth3 master br0 up; ip -n net3 address add 10.220.1.4/24 dev eth0; ip -n net3 link set eth0 up”。",
    },
    "wrong-subnet": {
      title: "错误的子网",
      text: "还是这三个，但 net0 是 10.0.1.1/24，其他的在 10.220.1.0/24 里，所以它到不了。",
      look: "从 net0 ping net2，看看内核给出的原因。然后把 net0 的地址改成 10.220.1.1/24。",
    },
    gateway: {
      title: "网桥有了地址",
      text: "有了地址，br0 也就是主机的一个接口，就像 docker0。主机和命名空间可以互通。",
      look: "从命名空间 ping 10.220.1.254，从主机 ping 命名空间。现在主机有了到它们子网的路由。",
    },
    "bridge-firewall": {
      title: "网桥上的防火墙",
      text: "接线都对，却没有回应。网桥转发的帧要经过主机的防火墙，而它丢弃一切转发的包。",
      look: "两种修法，任选其一：在主机防火墙的 forward 链里放行，或在 br0 上关闭“bridge-nf-call-iptables”。",
    },
    star: {
      title: "五十个的星形",
      text: "一个网桥上五十个命名空间。大到看得出广播的代价，小到一屏装得下。",
      look: "打开“命令”看看构建它用了哪些命令。横穿它 ping 一下，再停用几个端口。",
    },
    router: {
      title: "两个网络之间的路由器",
      text: "客户端和服务器在不同的子网。路由器在两边各有一个接口，并转发数据包。",
      look: "从客户端 ping 服务器：TTL 少了 1。客户端和服务器都需要默认路由，路由器需要打开转发。",
    },
    "forwarding-off": {
      title: "不转发的路由器",
      text: "同样的网络，但转发是关的，这是内核的默认值。数据包到路由器就停了。",
      look: "客户端到得了路由器的另一个接口 10.2.0.1，到不了后面的服务器。请在路由器上打开 IPv4 转发。",
    },
    "missing-route": {
      title: "有去无回",
      text: "请求到了，回应回不来：r2 不知道客户端的网络在哪里。",
      look: "从客户端 ping 的同时，在服务器上运行 tcpdump。然后给 r2 加一条经 10.12.0.1 到 10.1.0.0/24 的路由。",
    },
    "static-routes": {
      title: "用路由连接两台主机的容器",
      text: "每台主机给自己的容器一个子网，并有一条到对方子网的路由。没有封装，一目了然。",
      look: "从 box1 ping box2，看线上的数据包：带的就是容器自己的地址。每多一台主机，其他主机都要加一条路由。",
    },
    ring: {
      title: "五个路由器的环",
      text: "每个路由器都知道绕哪边到别人的网络更近。路由是静态的。",
      look: "从 pc1 traceroute 到 10.3.0.2。切断 r1 和 r2 之间的链路：没有谁会另找出路。",
    },
    "leaf-spine": {
      title: "叶脊网络",
      text: "三个叶、两个脊，每个叶与每个脊之间都有一根线：数据中心就是这样建的。",
      look: "在客户端之间 traceroute：中间总是两跳。走哪个脊，取决于要去的网络。",
    },
    lines: {
      title: "好线路和坏线路",
      text: "四户人家访问同一台服务器。一条线路上行慢，一条偶尔丢包，一条把回来的全部丢掉。",
      look: "从每一户 ping 服务器。再从 dsl 每秒十次、每次 1400 字节地 ping，看时间如何变长。选中一条线路按 Q，让它变好或变坏。",
    },
    "way-out": {
      title: "通过地址伪装出去",
      text: "网关让里面出来的包看起来像是自己的。外面的服务器不需要知道回去的路。",
      look: "从 inside ping outside，并在 outside 运行 tcpdump：它看到的是 198.51.100.1。每个新连接都会让规则的计数增加。",
    },
    "no-masquerade": {
      title: "出得去，但没有伪装",
      text: "数据包带着私有地址离开。外面没有谁知道回应该送到哪里。",
      look: "outside 上的 tcpdump 显示来自 172.17.0.2 的请求，却没有回应。请在网关的防火墙里对从 wan 出去的包做 masquerade。",
    },
    "policy-routing": {
      title: "两家运营商，按源地址选路",
      text: "办公室各有一条线路接到两家运营商，运营商不收外来源地址的包。两条规则和两张表让每个回应从它所属的线路出去。",
      look: "从 server ping 203.0.113.2，再看 office 的路由规则。删除规则 200：回应就从第一家运营商出去，并在那里被丢弃。",
    },
    "answer-by-the-other-way": {
      title: "回应从另一条路回来",
      text: "server 经第二家运营商回应。office 严格检查源地址（rp_filter 1），凡是不会从同一条线路回应的包，都被悄悄丢弃。",
      look: "在 office 的 wan2 上用 tcpdump 能看到 ping 永远收不到的回应。在 office 的检查器里把 all 的 rp_filter 设为 2，ping 就通了。",
    },
    "two-providers": {
      title: "两家带 NAT 的运营商",
      text: "四个家庭、两家运营商、一个交换中心。不同运营商的家庭用着相同的私有地址。",
      look: "home11 到得了另一家运营商的 203.0.113.10，却到不了它后面的家庭：没有地址可以指向它们。",
    },
    "container-names": {
      title: "有名字的网络",
      text: "box1 和 box2 在 my-bridge 上，容器在那里可以按名字互相找到。box3 在 docker0 上：它的名字对它们来说是错误的地址，反过来也一样。",
      look: "在容器 box1 的终端里输入“ping box2”，再输入“ping box3”。在主机里“docker network inspect my-bridge”列出成员。“docker network connect my-bridge box3”给 box3 第二个接口，这时大家都认识彼此的名字。",
    },
    "container-modes": {
      title: "容器的四种模式",
      text: "box1 接在网桥上，box2 使用 box1 的网络栈，box3 只有 lo，box4 使用主机的网络栈。每个都有自己的文件和进程。",
      look: "在每个容器的终端里运行“ip address”：box2 有的就是 box1 的，box4 有的就是主机的。在 box2 里“curl 127.0.0.1”到得了 box1 的网页服务器。停止 box1：box2 随之结束。",
    },
    "container-link": {
      title: "单向的 link",
      text: "box2 有一个到 box1 的 link，所以认识它的名字。box1 不认识 box2 的名字。",
      look: "在容器 box2 的终端里“ping box1”有回应，“cat /etc/hosts”说明原因。在 box1 里“ping box2”不行，“ping 172.17.0.3”可以。",
    },
    "container-by-hand": {
      title: "等待手工接线的容器",
      text: "box2 以 --net=none 启动：它只有 lo。请做 Docker 所做的事：建一对 veth，一端接到网桥，一端放进容器。",
      look: "在主机里输入：“ip link add A type veth peer name B; ip link set A master docker0 up; ip link set B netns box2 name eth0; ip -n box2 address add 172.17.42.99/16 dev eth0; ip -n box2 link set eth0 up; ip -n box2 route add default via 172.17.42.1”。这时 box2 ping box1 有回应。然后停止 box2：eth0 随它消失，A 也离开网桥。",
    },
    "published-port": {
      title: "发布的端口",
      text: "主机的 8080 端口通向 box1 的 80 端口。外面没有谁能用 box1 自己的地址到达它。",
      look: "在 internet 里“curl 203.0.113.1:8080”得到 box1 的网页，“curl 172.17.0.2”则不行。规则在主机的防火墙里，并且计数；停止 box1，规则就没有了。",
    },
    "bridged-hosts": {
      title: "用桥接连接两台主机的容器",
      text: "每台主机的 eth0 都是它网桥的一个端口。所以两边的容器在同一个以太网上，也就是连接主机的那个。",
      look: "从 box1 ping box2：帧原样通过线路。在 host1 里“bridge fdb show br br0”显示 box2 在 eth0 后面。主机自己的 eth0 上不再有地址。",
    },
    macvlan: {
      title: "macvlan：一条链路上多个地址",
      text: "两个容器在同一条链路的网络上各有自己的地址，不需要网桥。",
      look: "从 box1 ping box2，再从两者 ping lan。在 lan 里“ip neigh”显示一根线后面有两个 MAC 地址。",
    },
    "macvlan-private": {
      title: "macvlan 的 private 模式",
      text: "同样的网络，但用 private 模式：它们到得了 lan，却到不了彼此。",
      look: "从 box1 ping box2 不通，ping lan 通。先把其中一个的模式改成 bridge，再改另一个。",
    },
    overlay: {
      title: "横跨两台主机的以太网",
      text: "VXLAN 把 br0 的帧装进 UDP 送到另一台主机。在容器看来，这就是一台交换机。",
      look: "从 box1 ping box2，同时在线上运行 tcpdump：UDP 端口 4789，里面装着帧。所以 MTU 是 1450。",
    },
    flannel: {
      title: "像 flannel 那样连接三台主机",
      text: "每台主机给自己的容器一个子网。到其他子网的路由都经过同一个 VXLAN。",
      look: "在 host1 里“ip route”和“bridge fdb show dev flannel.1”就说明了一切：每台主机一条路由、一条转发条目。",
    },
    "etcd-cluster": {
      title: "etcd：三台主机的存储",
      text: "每台主机里运行 etcd 的一个成员。它们选出领导者，保存同样的键；三个里有两个就够了。",
      look: "它们需要几秒钟找到彼此。然后在一台主机的终端里输入“etcdctl cluster-health”，或在一台里输入“etcdctl mk /hello world”，在另一台里输入“etcdctl get /hello”。停止一个成员再问一次；再停一个，就什么也写不了了。",
    },
    "overlay-etcd": {
      title: "来自 etcd 的 overlay 网络",
      text: "my-overlay 记在存储里，连同它的 VXLAN 编号和谁用哪个地址。每台主机里的代理据此建一个网桥和一条隧道。",
      look: "搭建需要几秒钟；各容器的输出说明进行到哪一步。在容器 box1 的终端里输入“ping box2”。在一台主机的终端里运行“overlay create second 10.0.1.0/24”，新网络也会出现在另一台。“etcdctl ls --recursive /overlay”显示全部内容。",
    },
    "flannel-vxlan": {
      title: "flannel：从 etcd 取子网，VXLAN",
      text: "每台主机里的代理从存储里为自己的网桥取得 172.18.0.0/16 的一个子网，并通过一个 VXLAN 保持到其他子网的路由。",
      look: "看着它搭建起来：先是存储，然后是代理，需要几秒钟；每个代理做了什么，见其容器的输出。“etcdctl ls /network/subnets”显示谁有什么。停止一个代理：15 秒后它的子网就空出来，其他主机删掉到它的路由。",
    },
    "flannel-host-gw": {
      title: "flannel：从 etcd 取子网，普通路由",
      text: "同样的代理，后端是 host-gw：其他主机自己就是网关，什么也不封装。",
      look: "几秒钟后 host1 的代理完成了，就在那里运行“ip route”：每个子网经由拥有它的主机。“etcdctl get /network/config”是给代理的设定。线上的包带着各个盒子自己的地址。",
    },
  },
};
