import type { InterfaceState } from "../panels/interface-state.ts";
import classes from "./StateMark.module.css";

/** An interface's state as a sign: each has its own shape, colour only repeats it. Decorative: a word stands beside it. */
export function StateMark({ state }: { readonly state: InterfaceState }) {
  return (
    <svg
      className={classes["mark"]}
      data-state={state}
      viewBox="0 0 12 12"
      width={12}
      height={12}
      aria-hidden
    >
      {state === "up" && <circle cx={6} cy={6} r={5} className={classes["filled"]} />}
      {state === "no-carrier" && <path d="M6 .8 11.5 11H.5z" className={classes["filled"]} />}
      {state === "down" && <circle cx={6} cy={6} r={4.2} className={classes["dashed"]} />}
      {state === "missing" && <path d="M2 2l8 8M10 2l-8 8" className={classes["cross"]} />}
    </svg>
  );
}
