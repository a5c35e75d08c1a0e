#!/bin/bash
# A namespace on a bridge, with an address: what the tutorials have their readers do for each.
# usage: add-ns-to-br.sh BRIDGE NAMESPACE ADDRESS
bridge=$1
namespace=$2
address=$3
outside=veth-$namespace
inside=eth00

ip netns add "$namespace"
ip link add "$outside" type veth peer name "$inside"
ip link set "$inside" netns "$namespace"
ip netns exec "$namespace" ip addr add "$address" dev "$inside"
ip netns exec "$namespace" ip link set dev "$inside" up
ip link set dev "$outside" up
if command -v brctl >/dev/null; then
  brctl addif "$bridge" "$outside"
else
  ip link set dev "$outside" master "$bridge"
fi
