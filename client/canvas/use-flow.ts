import { useEffect, useLayoutEffect, useMemo, useState } from "react";
import type { Position, RecordId } from "../../shared/topology.ts";
import type { OpenLab } from "../state.ts";
import { useLab, useLabShallow, useStore } from "../store.ts";
import { defaultPlaces } from "./default-places.ts";
import { useDrags } from "./drags.ts";
import { currentDrawing, emptyDrawing, useDrawing } from "./drawing.ts";
import { countStrangers } from "./strangers.ts";
import { toFlow, type Drawing } from "./to-flow.ts";

const nothing = {};

/** The lab as it is drawn now: the document's places, above them where others and we are dragging cards to. */
export function useFlow(): Drawing {
  const topology = useLab((lab) => lab.document.topology) ?? nothing;
  const layout = useLab((lab) => lab.document.layout) ?? nothing;
  const othersDrags = useLabShallow(draggedByOthers) ?? nothing;
  const ownDrags = useDrags((drags) => drags.positions);
  const selection = useStore((state) => state.selection);
  const strangers = useLabShallow(countStrangers) ?? nothing;
  const defaults = useDefaultPlaces(topology, layout);
  const places = useMemo(
    () => ({ ...defaults, ...layout, ...othersDrags, ...ownDrags }),
    [defaults, layout, othersDrags, ownDrags],
  );
  const drawing = useMemo(
    () => toFlow(currentDrawing(), topology, places, selection, strangers),
    [topology, places, selection, strangers],
  );
  useLayoutEffect(() => useDrawing.getState().setDrawing(drawing), [drawing]);
  useEffect(() => () => useDrawing.getState().setDrawing(emptyDrawing), []);
  return drawing;
}

function useDefaultPlaces(topology: OpenLab["document"]["topology"], layout: OpenLab["document"]["layout"]) {
  const [known, setKnown] = useState<Readonly<Record<RecordId, Position>>>(nothing);
  const places = useMemo(() => defaultPlaces(topology, layout, known), [topology, layout, known]);
  if (places !== known) setKnown(places);
  return places;
}

function draggedByOthers({ people, session }: OpenLab): Readonly<Record<RecordId, Position>> {
  const positions: Record<RecordId, Position> = {};
  for (const person of people) {
    if (person.session !== session) Object.assign(positions, person.presence.dragging);
  }
  return positions;
}
