import type { Suggestion, Surroundings, Wanting } from "./kind.ts";
/** One more on an interface that is there, with an address in its network. */
export declare function suggestOnLower(around: Surroundings, name: Suggestion["name"]): Suggestion | Wanting;
