import { Handle, Position } from "@xyflow/react";
import type { ReactNode } from "react";
import type { RecordId } from "../../shared/topology.ts";
import { useIsPending } from "../store.ts";
import { ConnectRing } from "./ConnectRing.tsx";
import { useNodeMarks } from "./use-node-marks.ts";
import classes from "./NodeFrame.module.css";

interface NodeFrameProps {
  readonly id: RecordId;
  readonly kind: string;
  readonly name: string;
  readonly label: string;
  readonly selected: boolean;
  readonly className: string | undefined;
  /** More for the style sheet and for whoever looks a card up. */
  readonly data?: Readonly<Record<`data-${string}`, string | undefined>>;
  readonly children: ReactNode;
}

/** What cards and bars have in common: the focus, the marks around them, and the edge that links are drawn from. */
export function NodeFrame({ id, kind, name, label, selected, className, data, children }: NodeFrameProps) {
  const pending = useIsPending(id);
  const marks = useNodeMarks(id);
  return (
    <div
      className={`${classes["node"] ?? ""} ${className ?? ""}`}
      // It holds buttons, so it is none; it takes the focus for the keys that move, rename and link it.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="group"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={label}
      data-record={id}
      data-kind={kind}
      data-name={name}
      data-selected={selected || undefined}
      data-pending={pending || undefined}
      {...data}
      {...marks}
    >
      <Handle type="source" position={Position.Top} className={classes["handle"]} isConnectable={false} />
      {children}
      <ConnectRing id={id} />
    </div>
  );
}
