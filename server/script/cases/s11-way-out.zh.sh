#!/usr/bin/env bash
# s11-way-out 的网络，由 Linux 网络命名空间组成。
#
#   sudo ./lab.sh [up]   搭建网络；先拆除上一次 up 搭建的
#   sudo ./lab.sh down   拆除 up 搭建的一切，别的都不动
#
# 实验中的“主机”就是这台机器自己的网络命名空间。
set -euo pipefail

# up 会创建：命名空间；以及在这台机器自己的命名空间里的接口、它们所在的网络、
# lo 的地址、防火墙的表、策略路由规则和内核参数。
namespaces=(net0)
interfaces=(br0 veth0)
networks=(172.17.0.0/16)
addresses=()
tables=()
rules=()
settings=(net.ipv4.ip_forward)

# up 创建了什么记录在这里，所以 down 不会删除别人的东西。
made=/run/lab-case.made

build() {
  # 创建网络命名空间
  ip netns add net0

  # 新命名空间可能随这台机器一起转发数据包：明确设置
  for namespace in "${namespaces[@]}"; do
    ip netns exec "$namespace" sysctl -qw net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0
  done

  # 创建网桥
  ip link add name br0 address 02:26:e6:5d:7c:56 type bridge

  # 创建 veth 对，两端直接放进各自的命名空间
  ip link add name veth0 address 02:c9:43:b0:27:47 master br0 up type veth peer name eth0 address 02:59:e9:1f:ac:c7 netns net0

  # 设置是否在接口之间转发数据包
  sysctl -w net.ipv4.ip_forward=1

  # 配置地址
  ip address add 172.17.42.1/16 dev br0
  ip -n net0 address add 172.17.42.2/16 dev eth0

  # 启用接口
  ip link set dev br0 up
  ip -n net0 link set dev eth0 up

  # 添加路由
  ip -n net0 route add 0.0.0.0/0 via 172.17.42.1
}

up() {
  down
  check
  save >"$made"
  trap 'record >>"$made"; echo "$0: 失败了；已创建的会被拆除" >&2; down' EXIT
  build
  trap - EXIT
  record >>"$made"
  echo "已搭建"
}

down() {
  local kind name was
  [[ -e $made ]] || return 0
  while read -r kind name was; do
    case $kind in
      interface) if [[ $(interface_id "$name") == "$was" ]]; then ip link delete dev "$name"; fi ;;
      namespace) if [[ $(namespace_id "$name") == "$was" ]]; then ip netns delete "$name"; fi ;;
      table) if [[ $(table_id "$name") == "$was" ]]; then nft delete table "${name%:*}" "${name#*:}"; fi ;;
      rule) if [[ $(rule_id "$name") == "$was" ]]; then ip "${name%:*}" rule delete priority "${name#*:}"; fi ;;
      address) ip address delete "$name" dev lo || true ;;
      setting) sysctl -qw "$name=$was" ;;
    esac
  done <"$made"
  rm -f "$made"
}

# 只要有名字、网络或地址已被这台机器占用，就什么也不做。
check() {
  local name
  for name in "${namespaces[@]}"; do
    if [[ -n $(namespace_id "$name") ]]; then refuse "这台机器已有命名空间 $name；什么也没有做"; fi
  done
  for name in "${interfaces[@]}"; do
    if [[ -n $(interface_id "$name") ]]; then refuse "这台机器已有接口 $name；什么也没有做"; fi
  done
  for name in "${networks[@]}"; do
    if [[ -n $(routes_in_the_way "$name") ]]; then refuse "这台机器有一条路由与 $name 冲突；什么也没有做"; fi
  done
  for name in "${addresses[@]}"; do
    if lo_has "$name"; then refuse "lo 已有地址 $name；什么也没有做"; fi
  done
  for name in "${tables[@]}"; do
    if [[ -n $(table_id "$name") ]]; then refuse "这台机器的防火墙已有表 $name；什么也没有做"; fi
  done
  for name in "${rules[@]}"; do
    if [[ -n $(rule_id "$name") ]]; then refuse "这台机器在 $name 已有策略路由规则；什么也没有做"; fi
  done
}

# 这台机器上与某个网络冲突的路由。
routes_in_the_way() {
  local family=-4
  if [[ $1 == *:* ]]; then family=-6; fi
  if [[ $1 == */0 ]]; then
    ip "$family" route show default
  else
    ip "$family" route show root "$1"
    ip "$family" route show match "$1" | sed '/^default/d'
  fi
}

# 用来区分同名的不同东西。
namespace_id() { stat -L -c %i "/run/netns/$1" 2>/dev/null || true; }
lo_has() { [[ $(ip -o address show dev lo to "${1%/*}") == *"/${1#*/} "* ]]; }
table_id() { { nft -a list table "${1%:*}" "${1#*:}" 2>/dev/null || true; } | sed -n 's/^table.*# handle //p'; }
rule_id() { ip "${1%:*}" rule show priority "${1#*:}" | tr -d "[:space:]"; }
interface_id() { { ip -o link show dev "$1" 2>/dev/null || true; } | cut -d: -f1; }

# 原来的设置。
save() {
  local name
  for name in "${settings[@]}"; do echo "setting $name $(sysctl -n "$name")"; done
}

# up 要创建的东西里现在有哪些。
record() {
  local name
  for name in "${addresses[@]}"; do
    if lo_has "$name"; then echo "address $name"; fi
  done
  for name in "${tables[@]}"; do
    if [[ -n $(table_id "$name") ]]; then echo "table $name $(table_id "$name")"; fi
  done
  for name in "${rules[@]}"; do
    if [[ -n $(rule_id "$name") ]]; then echo "rule $name $(rule_id "$name")"; fi
  done
  for name in "${interfaces[@]}"; do
    if [[ -n $(interface_id "$name") ]]; then echo "interface $name $(interface_id "$name")"; fi
  done
  for name in "${namespaces[@]}"; do
    if [[ -n $(namespace_id "$name") ]]; then echo "namespace $name $(namespace_id "$name")"; fi
  done
}

refuse() {
  echo "$0: $1" >&2
  exit 1
}

set -- "${1-up}"
case $1 in
  up | down) ;;
  *)
    echo "$0 up|down" >&2
    exit 2
    ;;
esac
if [[ $EUID != 0 ]]; then refuse "请以 root 身份运行：sudo $0 $1"; fi
for tool in ip sysctl; do
  if ! command -v "$tool" >/dev/null; then refuse "缺少程序 $tool；在 Debian 上它属于 iproute2、procps、nftables、iptables 或 wireguard-tools"; fi
done
"$1"
if [[ $1 == down ]]; then echo "已拆除"; fi
