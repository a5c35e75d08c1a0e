import type { MouseEvent, ReactNode } from "react";
import { useIsPending } from "../store.ts";
import type { DrawnState } from "./interface-facts.ts";
import { LinkEnd } from "./LinkEnd.tsx";
import { PortMark } from "./PortMark.tsx";
import { selectWith } from "./select.ts";
import type { TunnelData } from "./edges.ts";
import classes from "./LinkEdge.module.css";

interface LinkFrameProps {
  readonly ends: Pick<TunnelData, "from" | "to" | "start" | "end">;
  readonly sort: "link" | "tunnel";
  readonly state: DrawnState;
  readonly label: string;
  readonly isSelected: boolean;
  readonly path: string;
  /** The line itself. */
  readonly children: ReactNode;
  /** What lies over it and its ends. */
  readonly middle: ReactNode;
}

/** What joins two interfaces, with a mark at each: one thing to point at, choose and have read out. */
export function LinkFrame({ ends, sort, state, label, isSelected, path, children, middle }: LinkFrameProps) {
  const { from, to, start, end } = ends;
  const pending = useIsPending(from);
  const select = (event: MouseEvent) => {
    event.stopPropagation();
    selectWith(event, [from, to]);
  };
  return (
    <>
      <g
        className={classes["link"]}
        // SVG has no button of its own.
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="button"
        tabIndex={0}
        aria-label={label}
        aria-pressed={isSelected}
        {...{ [`data-${sort}`]: from }}
        data-peer={to}
        data-state={state}
        data-selected={isSelected || undefined}
        data-pending={pending || undefined}
        onClick={select}
        onKeyDown={(event) =>
          event.key === "Enter" || event.key === " " ? selectWith(event, [from, to]) : undefined
        }
      >
        <path className={classes["hit"]} d={path} />
        {isSelected && <path className={classes["halo"]} d={path} />}
        {children}
        {start !== null && <LinkEnd id={from} at={start} />}
        {end !== null && <LinkEnd id={to} at={end} />}
        {middle}
      </g>
      {start !== null && <PortMark id={from} at={start} />}
      {end !== null && <PortMark id={to} at={end} />}
    </>
  );
}
