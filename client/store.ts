import { create } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { Problem } from "../shared/errors.ts";
import type { ObservedInterface, ObservedNamespace } from "../shared/observed.ts";
import type { LabSummary, ServerMessage } from "../shared/protocol.ts";
import type { InterfaceRecord, RecordId } from "../shared/topology.ts";
import { newId } from "../shared/ids.ts";
import { receive } from "./receive.ts";
import type { OpenLab, ShownProblem, State } from "./state.ts";

/** What may change the state. Everything about a lab comes from the server, through `receive`. */
interface Setters {
  readonly receive: (message: ServerMessage) => void;
  readonly setConnection: (connection: State["connection"]) => void;
  readonly setLabs: (labs: readonly LabSummary[]) => void;
  /** A request on its way, and the records it touches; null when it was answered or given up. */
  readonly setPending: (request: string, records: readonly RecordId[] | null) => void;
  readonly select: (records: Iterable<RecordId>) => void;
  /** Shown next to the records it is about until dismissed. */
  readonly showProblem: (problem: Problem, records?: readonly RecordId[]) => void;
  readonly dismissProblem: (id: string) => void;
  /** A later gesture about the same records went well: what went wrong before is no news. */
  readonly settleProblems: (records: readonly RecordId[]) => void;
  readonly dismissProblems: () => void;
  readonly leaveLab: () => void;
}

export const initialState: State = {
  connection: "idle",
  labs: [],
  lab: null,
  selection: new Set(),
  problems: [],
};

/** Older ones make room: a page of errors helps nobody. */
const maxProblems = 5;
const maxRefusals = 100;

export const useStore = create<State & Setters>()((set) => ({
  ...initialState,
  receive: (message) => set((state) => receive(state, message)),
  setConnection: (connection) => set({ connection }),
  setLabs: (labs) => set({ labs }),
  setPending: (request, records) => set((state) => withPending(state, request, records)),
  select: (records) => set((state) => withSelection(state, new Set(records))),
  showProblem: (problem, records = []) =>
    set((state) => withProblem(state, { id: newId(), problem, records })),
  settleProblems: (records) => set((state) => withProblems(state, without(state.problems, records))),
  dismissProblems: () => set((state) => withProblems(state, [])),
  dismissProblem: (id) => set((state) => ({ problems: state.problems.filter((shown) => shown.id !== id) })),
  leaveLab: () => set({ lab: null, selection: new Set(), problems: [], connection: "idle" }),
}));

function withProblem(state: State, shown: ShownProblem): Partial<State> {
  const problems = [...without(state.problems, shown.records), shown].slice(-maxProblems);
  const { kind, command, output = "" } = shown.problem;
  const isRefusal = kind === "kernel-refused" || kind === "rollback-failed";
  if (!isRefusal || command === undefined || state.lab === null) return { problems };
  const { id, records } = shown;
  const refusal = { id, records, command, output, revision: state.lab.revision, at: Date.now() };
  return { problems, lab: { ...state.lab, refusals: [...state.lab.refusals, refusal].slice(-maxRefusals) } };
}

function withPending(state: State, request: string, records: readonly RecordId[] | null): Partial<State> {
  if (state.lab === null) return {};
  const { [request]: _, ...others } = state.lab.pending;
  return { lab: { ...state.lab, pending: records === null ? others : { ...others, [request]: records } } };
}

/** Without those about one of these records. */
function without(problems: State["problems"], records: readonly RecordId[]): State["problems"] {
  return problems.filter((shown) => !shown.records.some((id) => records.includes(id)));
}

function withProblems(state: State, problems: State["problems"]): Partial<State> {
  return problems.length === state.problems.length ? {} : { problems };
}

/** The same selection keeps its identity, so that nothing is drawn again. */
function withSelection(state: State, selection: ReadonlySet<RecordId>): Partial<State> {
  const same =
    selection.size === state.selection.size && [...selection].every((id) => state.selection.has(id));
  return same ? {} : { selection };
}

/** Something of the open lab; undefined while there is none. */
export function useLab<T>(selector: (lab: OpenLab) => T): T | undefined {
  return useStore((state) => (state.lab === null ? undefined : selector(state.lab)));
}

/** As `useLab`, for a selector that makes a new list or object: compared member by member. */
export function useLabShallow<T>(selector: (lab: OpenLab) => T): T | undefined {
  return useStore(useShallow((state) => (state.lab === null ? undefined : selector(state.lab))));
}

export function useIsSelected(id: RecordId): boolean {
  return useStore((state) => state.selection.has(id));
}

/** Is a request about this record on its way? */
export function useIsPending(id: RecordId): boolean {
  return useLab((lab) => isPending(lab, id)) ?? false;
}

function isPending(lab: OpenLab, id: RecordId): boolean {
  for (const request in lab.pending) if (lab.pending[request]?.includes(id)) return true;
  return false;
}

/** What the kernel has not got is missing only in a lab that is built. */
export function isBuilt({ state }: Pick<OpenLab, "state">): boolean {
  return state.phase === "running";
}

/** What the kernel says about a namespace of the document; undefined when it has none of that name. */
export function observedNamespace(
  lab: Pick<OpenLab, "document" | "observed">,
  id: RecordId,
): ObservedNamespace | undefined {
  const record = lab.document.topology[id];
  return record?.kind === "namespace" ? lab.observed.namespaces[record.name] : undefined;
}

/** What the kernel says about an interface of the document, found by its namespace's name and its own. */
export function observedInterface(
  lab: Pick<OpenLab, "document" | "observed">,
  record: InterfaceRecord,
): ObservedInterface | undefined {
  return observedNamespace(lab, record.namespace)?.interfaces[record.name];
}
