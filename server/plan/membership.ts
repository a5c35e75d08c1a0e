import { bondOf, canBePort, type InterfaceRecord, type RecordId } from "../../shared/topology.ts";
import type { Difference, Pair } from "./difference.ts";
import { isDownToRename, isMoved } from "./interface-name.ts";

/**
 * Ports of bridges and members of bonds. A bond takes an interface only while it is down, opens it, and gives it its own MAC
 * address and MTU; whoever leaves is closed and gets back what it had (bond_enslave, __bond_release_one,
 * drivers/net/bonding/bond_main.c).
 */

/** Whose port or member it is when others join: a move, and the end of its master, have taken it off already. */
export function currentMaster(pair: Pair<InterfaceRecord>, { after, made }: Difference): RecordId | null {
  const { before } = pair;
  if (!canBePort(before) || before.master === null || isMoved(pair)) return null;
  return after[before.master] === undefined || made.has(before.master) ? null : before.master;
}

/** Does it leave a bond that stays? What is its own can only be set outside of it. */
export function isReleased(pair: Pair<InterfaceRecord>, difference: Difference): boolean {
  const { before, after } = pair;
  const bond = bondOf(difference.before, before);
  if (bond === null || !canBePort(after) || currentMaster(pair, difference) === null) return false;
  return after.master !== bond.id || before.macAddress !== after.macAddress || before.mtu !== after.mtu;
}

/** Has it been closed by a bond that it left, or that is gone? */
function isClosed(pair: Pair<InterfaceRecord>, difference: Difference): boolean {
  if (bondOf(difference.before, pair.before) === null || isMoved(pair)) return false;
  return currentMaster(pair, difference) === null || isReleased(pair, difference);
}

export function joins(pair: Pair<InterfaceRecord>, difference: Difference): boolean {
  const { after } = pair;
  if (!canBePort(after) || after.master === null) return false;
  return currentMaster(pair, difference) !== after.master || isReleased(pair, difference);
}

function joinsBond(pair: Pair<InterfaceRecord>, difference: Difference): boolean {
  return bondOf(difference.after, pair.after) !== null && joins(pair, difference);
}

/** Is it up when others join? */
export function isUpBeforeJoining(pair: Pair<InterfaceRecord>, difference: Difference): boolean {
  const isDown = isMoved(pair) || isDownToRename(pair, difference) || isClosed(pair, difference);
  return pair.before.adminState === "up" && !isDown;
}

export function isUpAfterJoining(pair: Pair<InterfaceRecord>, difference: Difference): boolean {
  return joinsBond(pair, difference) || isUpBeforeJoining(pair, difference);
}

/** Was down for a moment: its IPv6 addresses and its routes are gone after it. */
export function isBounced(pair: Pair<InterfaceRecord>, difference: Difference): boolean {
  if (pair.before.adminState === "down") return false;
  return isDownToRename(pair, difference) || isClosed(pair, difference) || joinsBond(pair, difference);
}
