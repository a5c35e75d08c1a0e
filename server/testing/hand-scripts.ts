/** Scripts as people write them for machines of their own, each in another style. */
export const handScripts: Readonly<Record<string, string>> = {
  "a tree of thirty namespaces": String.raw`#!/bin/bash
set -e
# root bridge in the host, three branches, nine leaves each
ip link add name core type bridge && ip link set core up
n=0
for b in $(seq 1 3); do
  ip netns add sw$b
  ip -n sw$b link add br0 type bridge
  ip -n sw$b link set br0 up
  ip link add up$b type veth peer name trunk netns sw$b
  ip link set up$b master core up
  ip -n sw$b link set trunk master br0 up
  for l in $(seq 1 9); do
    n=$((n + 1))
    ip netns add leaf$n
    ip -n sw$b link add p$l type veth peer name eth0 netns leaf$n
    ip -n sw$b link set p$l master br0 up
    ip -n leaf$n addr add 10.1.$b.$l/16 dev eth0
    ip -n leaf$n link set eth0 up
    ip -n leaf$n link set lo up
  done
done
ip netns exec leaf1 ping -c 1 -W 2 10.1.3.9
`,
  "three routers between bridges": String.raw`
for r in r1 r2 r3; do
  ip netns add $r
  ip netns exec $r sysctl -q -w net.ipv4.ip_forward=1
done
for i in 1 2 3; do
  ip link add lan$i type bridge
  ip link set dev lan$i up
  ip netns add pc$i
  ip link add pc$i-e type veth peer name pc$i-b
  ip link set pc$i-e netns pc$i
  ip netns exec pc$i ip link set pc$i-e name eth0
  ip link set pc$i-b master lan$i
  ip link set pc$i-b up
  ip link add r$i-e type veth peer name r$i-b
  ip link set r$i-e netns r$i
  brctl addif lan$i r$i-b
  ip link set r$i-b up
  ip netns exec r$i ip addr add 192.168.$i.1/24 dev r$i-e
  ip netns exec r$i ip link set r$i-e up
  ip netns exec pc$i bash -c "ip addr add 192.168.$i.10/24 dev eth0; ip link set eth0 up; ip route add default via 192.168.$i.1"
done
connect() { # a b net
  ip link add $1-$2 netns $1 type veth peer name $2-$1 netns $2
  ip -n $1 addr add 10.0.$3.1/30 dev $1-$2; ip -n $1 link set $1-$2 up
  ip -n $2 addr add 10.0.$3.2/30 dev $2-$1; ip -n $2 link set $2-$1 up
}
connect r1 r2 12; connect r2 r3 23; connect r1 r3 13
ip -n r1 route add 192.168.2.0/24 via 10.0.12.2
ip -n r1 route add 192.168.3.0/24 via 10.0.13.2
ip -n r2 route add 192.168.1.0/24 via 10.0.12.1
ip -n r2 route add 192.168.3.0/24 via 10.0.23.2
ip -n r3 route add 192.168.1.0/24 via 10.0.13.1
ip -n r3 route add 192.168.2.0/24 via 10.0.23.1 metric 10
ip netns exec pc1 ping -c 1 -W 2 192.168.3.10
`,
  "a client behind NAT": String.raw`#!/bin/sh -e
PATH=/sbin:/usr/sbin:$PATH
for ns in client gw server; do ip netns add $ns; ip netns exec $ns ip link set lo up; done
ip link add veth0 type veth peer name veth1
ip link set veth0 netns client; ip link set veth1 netns gw
ip link add veth2 type veth peer name veth3
ip link set veth2 netns gw; ip link set veth3 netns server
nsenter --net=/var/run/netns/client sh -c 'ip a a 10.0.0.2/24 dev veth0; ip l s veth0 up; ip r a default via 10.0.0.1'
nsenter --net=/var/run/netns/gw sh -c 'ip a a 10.0.0.1/24 dev veth1; ip l s veth1 up; ip a a 203.0.113.1/24 dev veth2; ip l s veth2 up
  echo 1 > /proc/sys/net/ipv4/ip_forward'
nsenter --net=/var/run/netns/server sh -c 'ip a a 203.0.113.9/24 dev veth3; ip l s veth3 up'
ip netns exec gw iptables -t nat -A POSTROUTING -s 10.0.0.0/24 -o veth2 -j MASQUERADE
ip netns exec client ping -c 1 -W 2 203.0.113.9
`,
  "a chain of five, in IPv6 and by ip -batch": String.raw`
names=(a b c d e)
for i in "${"$"}{!names[@]}"; do
  printf 'netns add %s\n' "${"$"}{names[i]}"
done | ip -batch -
for i in 0 1 2 3; do
  left=${"$"}{names[i]} right=${"$"}{names[i+1]}
  ip link add to-$right netns $left mtu 1400 type veth peer name to-$left netns $right mtu 1400
  ip -n $left -6 addr add fd00:$i::1/64 dev to-$right nodad
  ip -n $right -6 addr add fd00:$i::2/64 dev to-$left nodad
  ip -n $left link set to-$right up
  ip -n $right link set to-$left up
done
ip -all netns exec sysctl -qw net.ipv6.conf.all.forwarding=1
sleep 0.2
ip -n a -6 route add default via fd00:0::2
ip -n b -6 route add fd00:2::/31 via fd00:1::2
ip -n c -6 route add fd00:3::/64 via fd00:2::2
ip -n c -6 route add fd00::/64 via fd00:1::1
ip -n d -6 route add fd00::/31 via fd00:2::1
ip -n e -6 route add default via fd00:3::1
ip netns exec a ping -c 1 -W 5 fd00:3::2
`,
  "one that asks for root": String.raw`#!/usr/bin/env bash
set -euo pipefail
sudo ip netns add ns1
sudo -E ip netns add ns2
sudo -n ip link add veth1 type veth peer name veth2
for i in 1 2; do
  sudo ip link set veth$i netns ns$i
  sudo ip netns exec ns$i ip addr add 10.0.0.$i/24 dev veth$i
  sudo -u root -- ip netns exec ns$i ip link set veth$i up
done
FOO=kept; export FOO
sudo BAR=given sh -c 'test "$FOO$BAR" = keptgiven'
echo 1 | sudo tee /tmp/written >/dev/null
! sudo -u nobody true 2>/dev/null
sudo ip netns exec ns1 ping -c 1 -W 2 10.0.0.2
`,
  "one that cleans up first, tries again, and renames": String.raw`
cleanup() { ip netns del red 2>/dev/null; ip netns del blue 2>/dev/null; ip link del br-test 2>/dev/null; true; }
cleanup; cleanup
ip netns add red; ip netns add blue
ip link add br-test type bridge stp_state 1 ageing_time 2000 forward_delay 200
ip link set br-test up
for ns in red blue; do
  ip link add tmp0 type veth peer name tmp1
  ip link set tmp0 name v-$ns
  ip link set tmp1 netns $ns
  ip -n $ns link set tmp1 down
  ip -n $ns link set tmp1 name eth0
  ip -n $ns link set eth0 address 02:aa:00:00:00:0${"$"}{#ns}
  ip -n $ns link set eth0 up
  ip link set v-$ns master br-test up
done
ip -n red addr add 10.9.0.1/24 dev eth0 && ip -n blue addr replace 10.9.0.2/24 dev eth0
ip -n red addr add 10.9.1.1/24 dev eth0; ip -n red addr del 10.9.1.1/24 dev eth0
ip link set v-blue nomaster; ip link set v-blue master br-test
`,
};
