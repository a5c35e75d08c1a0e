import { ViewportPortal } from "@xyflow/react";
import { memo } from "react";
import type { Person } from "../../shared/protocol.ts";
import { useLabShallow } from "../store.ts";
import { useDrawing } from "./drawing.ts";
import { personColor } from "../ui/person-color.ts";
import classes from "./PeopleLayer.module.css";

/** Where the others point, and what they have selected. */
export function PeopleLayer() {
  const others = useLabShallow(({ people, session }) =>
    people.filter((person) => person.session !== session),
  );
  return (
    <ViewportPortal>
      {others?.map((person) => (
        <Other key={person.session} person={person} />
      ))}
    </ViewportPortal>
  );
}

const Other = memo(function Other({ person }: { readonly person: Person }) {
  const { cursor, selection } = person.presence;
  const colour = personColor(person.author.id);
  return (
    <>
      {selection.map((id) => (
        <Outline key={id} id={id} colour={colour} />
      ))}
      {cursor !== null && (
        <div
          className={classes["cursor"]}
          data-testid="cursor"
          style={{ transform: `translate(${cursor.x}px, ${cursor.y}px)` }}
        >
          <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden>
            <path d="M2 2l5.5 15 2.6-6.4L16.5 8z" fill={colour} stroke="white" strokeWidth="1.5" />
          </svg>
          <span className={classes["name"]} style={{ background: colour }}>
            {person.author.name}
          </span>
        </div>
      )}
    </>
  );
});

function Outline({ id, colour }: { readonly id: string; readonly colour: string }) {
  const at = useDrawing(({ drawing }) => drawing.rectangles[id]);
  if (at === undefined) return null;
  return (
    <div
      className={classes["outline"]}
      data-selected-by-other={id}
      style={{
        transform: `translate(${at.x - 5}px, ${at.y - 5}px)`,
        width: at.width + 10,
        height: at.height + 10,
        borderColor: colour,
      }}
    />
  );
}
