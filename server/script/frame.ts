import type { Inventory } from "./inventory.ts";
import type { ScriptWords } from "./words.en.ts";

interface Parts {
  readonly id: string;
  readonly name: string;
  readonly words: ScriptWords;
  readonly inventory: Inventory;
  readonly hasLoopbackLeftOut: boolean;
  readonly commands: readonly string[];
}

/** The commands, and around them what makes `up` and `down` safe to call. Names hold nothing that a shell reads. */
export function frame(parts: Parts): string {
  const { id, name, words, inventory, hasLoopbackLeftOut, commands } = parts;
  const list = (texts: readonly string[]) => `(${texts.join(" ")})`;
  const body = commands.map((line) => (line === "" ? "" : `  ${line}`)).join("\n");
  return `#!/usr/bin/env bash
# ${words.title.replace("<lab>", () => name)}
#
#   sudo ./lab.sh [up]   ${words.up}
#   sudo ./lab.sh down   ${words.down}
#
# ${words.host}
set -euo pipefail

# ${words.inventory}
# ${words.inventoryToo}
namespaces=${list(inventory.namespaces)}
interfaces=${list(inventory.interfaces)}
networks=${list(inventory.networks)}
addresses=${list(inventory.addresses)}
tables=${list(inventory.tables)}
rules=${list(inventory.rules)}
settings=${list(inventory.settings)}

# ${words.made}
made=/run/lab-${id}.made

build() {
${hasLoopbackLeftOut ? `  # ${words.loopbackStays}\n` : ""}${body === "" ? "  :" : body}
}

up() {
  down
  check
  save >"$made"
  trap 'record >>"$made"; echo "$0: ${words.failed}" >&2; down' EXIT
  build
  trap - EXIT
  record >>"$made"
  echo "${words.done}"
}

down() {
  local kind name was
  [[ -e $made ]] || return 0
  while read -r kind name was; do
    case $kind in
      interface) if [[ $(interface_id "$name") == "$was" ]]; then ip link delete dev "$name"; fi ;;
      namespace) if [[ $(namespace_id "$name") == "$was" ]]; then ip netns delete "$name"; fi ;;
      table) if [[ $(table_id "$name") == "$was" ]]; then nft delete table "\${name%:*}" "\${name#*:}"; fi ;;
      rule) if [[ $(rule_id "$name") == "$was" ]]; then ip "\${name%:*}" rule delete priority "\${name#*:}"; fi ;;
      address) ip address delete "$name" dev lo || true ;;
      setting) sysctl -qw "$name=$was" ;;
    esac
  done <"$made"
  rm -f "$made"
}

# ${words.check}
check() {
  local name
  for name in "\${namespaces[@]}"; do
    if [[ -n $(namespace_id "$name") ]]; then refuse "${words.namespaceTaken}"; fi
  done
  for name in "\${interfaces[@]}"; do
    if [[ -n $(interface_id "$name") ]]; then refuse "${words.interfaceTaken}"; fi
  done
  for name in "\${networks[@]}"; do
    if [[ -n $(routes_in_the_way "$name") ]]; then refuse "${words.networkTaken}"; fi
  done
  for name in "\${addresses[@]}"; do
    if lo_has "$name"; then refuse "${words.addressTaken}"; fi
  done
  for name in "\${tables[@]}"; do
    if [[ -n $(table_id "$name") ]]; then refuse "${words.tableTaken}"; fi
  done
  for name in "\${rules[@]}"; do
    if [[ -n $(rule_id "$name") ]]; then refuse "${words.ruleTaken}"; fi
  done
}

# ${words.routes}
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

# ${words.identity}
namespace_id() { stat -L -c %i "/run/netns/$1" 2>/dev/null || true; }
lo_has() { [[ $(ip -o address show dev lo to "\${1%/*}") == *"/\${1#*/} "* ]]; }
table_id() { { nft -a list table "\${1%:*}" "\${1#*:}" 2>/dev/null || true; } | sed -n 's/^table.*# handle //p'; }
rule_id() { ip "\${1%:*}" rule show priority "\${1#*:}" | tr -d "[:space:]"; }
interface_id() { { ip -o link show dev "$1" 2>/dev/null || true; } | cut -d: -f1; }

# ${words.saved}
save() {
  local name
  for name in "\${settings[@]}"; do echo "setting $name $(sysctl -n "$name")"; done
}

# ${words.record}
record() {
  local name
  for name in "\${addresses[@]}"; do
    if lo_has "$name"; then echo "address $name"; fi
  done
  for name in "\${tables[@]}"; do
    if [[ -n $(table_id "$name") ]]; then echo "table $name $(table_id "$name")"; fi
  done
  for name in "\${rules[@]}"; do
    if [[ -n $(rule_id "$name") ]]; then echo "rule $name $(rule_id "$name")"; fi
  done
  for name in "\${interfaces[@]}"; do
    if [[ -n $(interface_id "$name") ]]; then echo "interface $name $(interface_id "$name")"; fi
  done
  for name in "\${namespaces[@]}"; do
    if [[ -n $(namespace_id "$name") ]]; then echo "namespace $name $(namespace_id "$name")"; fi
  done
}

refuse() {
  echo "$0: $1" >&2
  exit 1
}

set -- "\${1-up}"
case $1 in
  up | down) ;;
  *)
    echo "$0 up|down" >&2
    exit 2
    ;;
esac
if [[ $EUID != 0 ]]; then refuse "${words.needsRoot}"; fi
for tool in ${inventory.tools.join(" ")}; do
  if ! command -v "$tool" >/dev/null; then refuse "${words.needsTool}"; fi
done
"$1"
if [[ $1 == down ]]; then echo "${words.gone}"; fi
`;
}
