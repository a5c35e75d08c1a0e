#!/usr/bin/env bash
# The network of taken-down, made of Linux network namespaces.
#
#   sudo ./lab.sh [up]   builds it; what an earlier up made is taken away first
#   sudo ./lab.sh down   takes away what up made, and nothing else
#
# What the lab calls its host is this machine's own network namespace.
set -euo pipefail

# What up makes: namespaces, and in this machine's own one interfaces, the networks that they are in,
# addresses of lo, tables of a firewall, rules of policy routing, and settings of the kernel.
namespaces=(ns1)
interfaces=()
networks=()
addresses=()
tables=()
rules=()
settings=()

# What up made stands here, so that down deletes nothing that is somebody else's.
made=/run/lab-case.made

build() {
  # make the network namespace
  ip netns add ns1

  # a new namespace may forward because this machine does: say what it is to do
  for namespace in "${namespaces[@]}"; do
    ip netns exec "$namespace" sysctl -qw net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0
  done

  # make the veth pair, each end in its namespace
  ip link add name eth0 address 02:e4:0c:29:02:f8 netns ns1 type veth peer name eth1 address 02:e7:0c:2d:b0:b2 netns ns1

  # give the address
  ip -n ns1 address add 10.0.0.1/24 dev eth0

  # administratively up
  ip -n ns1 link set dev eth1 up

  # Left out: it waits in the lab until eth0 of ns1 is up. Then run:
  #   ip -n ns1 address add fd00::1/64 dev eth0
  #   ip -n ns1 route replace 10.9.0.0/16 via 10.0.0.2
  #   ip -n ns1 route replace fd09::/64 via fd00::2
}

up() {
  down
  check
  save >"$made"
  trap 'record >>"$made"; echo "$0: that failed; what was made is taken away again" >&2; down' EXIT
  build
  trap - EXIT
  record >>"$made"
  echo "it is up"
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

# Nothing is done where a name, a network or an address is in use on this machine.
check() {
  local name
  for name in "${namespaces[@]}"; do
    if [[ -n $(namespace_id "$name") ]]; then refuse "this machine has a namespace $name already; nothing was done"; fi
  done
  for name in "${interfaces[@]}"; do
    if [[ -n $(interface_id "$name") ]]; then refuse "this machine has an interface $name already; nothing was done"; fi
  done
  for name in "${networks[@]}"; do
    if [[ -n $(routes_in_the_way "$name") ]]; then refuse "this machine has a route that is in the way of $name; nothing was done"; fi
  done
  for name in "${addresses[@]}"; do
    if lo_has "$name"; then refuse "lo has the address $name already; nothing was done"; fi
  done
  for name in "${tables[@]}"; do
    if [[ -n $(table_id "$name") ]]; then refuse "this machine has a firewall's table $name already; nothing was done"; fi
  done
  for name in "${rules[@]}"; do
    if [[ -n $(rule_id "$name") ]]; then refuse "this machine has a rule of policy routing at $name already; nothing was done"; fi
  done
}

# This machine's routes that would be in the way of a network.
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

# Tells a thing from another one of the same name.
namespace_id() { stat -L -c %i "/run/netns/$1" 2>/dev/null || true; }
lo_has() { [[ $(ip -o address show dev lo to "${1%/*}") == *"/${1#*/} "* ]]; }
table_id() { { nft -a list table "${1%:*}" "${1#*:}" 2>/dev/null || true; } | sed -n 's/^table.*# handle //p'; }
rule_id() { ip "${1%:*}" rule show priority "${1#*:}" | tr -d "[:space:]"; }
interface_id() { { ip -o link show dev "$1" 2>/dev/null || true; } | cut -d: -f1; }

# The settings before.
save() {
  local name
  for name in "${settings[@]}"; do echo "setting $name $(sysctl -n "$name")"; done
}

# What is there now of what up makes.
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
if [[ $EUID != 0 ]]; then refuse "run this as root: sudo $0 $1"; fi
for tool in ip sysctl; do
  if ! command -v "$tool" >/dev/null; then refuse "the program $tool is needed; Debian has it in iproute2, procps, nftables, iptables or wireguard-tools"; fi
done
"$1"
if [[ $1 == down ]]; then echo "it is down"; fi
