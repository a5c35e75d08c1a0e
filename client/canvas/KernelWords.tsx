import { useEffect, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { isInterface, type RecordId } from "../../shared/topology.ts";
import { formatBytes, formatRate } from "../i18n/format.ts";
import { useLanguage } from "../i18n/use-language.ts";
import type { OpenLab } from "../state.ts";
import { observedInterface, useLabShallow } from "../store.ts";
import classes from "./KernelWords.module.css";

/** The pointer has to rest so long before words appear. */
const restMs = 400;

interface Subject {
  readonly ids: readonly RecordId[];
  readonly x: number;
  readonly y: number;
}

/** What the kernel itself says about the interface or link under the pointer, in its own words. */
export function KernelWords({ wrapper }: { readonly wrapper: RefObject<HTMLElement | null> }) {
  const subject = useSubject(wrapper);
  if (subject === null) return null;
  return (
    <div
      className={classes["words"]}
      role="tooltip"
      data-testid="kernel-hover"
      style={{ transform: `translate(${subject.x}px, ${subject.y}px)` }}
    >
      {subject.ids.map((id) => (
        <InterfaceWords key={id} id={id} />
      ))}
    </div>
  );
}

function InterfaceWords({ id }: { readonly id: RecordId }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const facts = useLabShallow((lab) => factsOf(lab, id));
  if (facts === undefined || facts.name === "") return null;
  const { observed, traffic } = facts;
  if (observed === null) return <p className={classes["none"]}>{t("canvas.differs.missing")}</p>;
  const flags = observed.flags.join(",");
  return (
    <pre className={classes["text"]}>
      {`${observed.ifindex}: ${observed.name}: <${flags}> mtu ${observed.mtu}\n`}
      {`state ${observed.operstate.toUpperCase()}${observed.master === null ? "" : ` master ${observed.master}`}`}
      {observed.bridgePort === null ? "\n" : ` (${observed.bridgePort.state})\n`}
      {`link ${observed.macAddress ?? "–"}\n`}
      {observed.addresses.map(
        ({ address, scope }) => `${address.includes(":") ? "inet6" : "inet"} ${address} scope ${scope}\n`,
      )}
      {traffic !== null &&
        `rx ${formatBytes(traffic.totals.rxBytes, language)} ${formatRate(traffic.rxBitsPerSecond, language)}\ntx ${formatBytes(traffic.totals.txBytes, language)} ${formatRate(traffic.txBitsPerSecond, language)}`}
    </pre>
  );
}

function factsOf(lab: OpenLab, id: RecordId) {
  const record = lab.document.topology[id];
  const owner = isInterface(record) ? lab.document.topology[record.namespace] : undefined;
  if (!isInterface(record) || owner?.kind !== "namespace") return { name: "", observed: null, traffic: null };
  return {
    name: record.name,
    observed: observedInterface(lab, record) ?? null,
    traffic: lab.traffic[owner.name]?.[record.name] ?? null,
  };
}

/** One listener for the whole canvas: hundreds of chips need none of their own. */
function useSubject(wrapper: RefObject<HTMLElement | null>): Subject | null {
  const [subject, setSubject] = useState<Subject | null>(null);
  useEffect(() => {
    const element = wrapper.current;
    if (element === null) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const hide = () => {
      clearTimeout(timer);
      setSubject(null);
    };
    const over = (event: PointerEvent) => {
      hide();
      const ids = event.buttons === 0 ? idsAt(event.target) : [];
      if (ids.length > 0) timer = setTimeout(() => setSubject({ ids, ...placeOf(element, event) }), restMs);
    };
    element.addEventListener("pointerover", over);
    element.addEventListener("pointerdown", hide);
    element.addEventListener("pointerleave", hide);
    element.addEventListener("keydown", hide);
    element.addEventListener("wheel", hide, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener("pointerover", over);
      element.removeEventListener("pointerdown", hide);
      element.removeEventListener("pointerleave", hide);
      element.removeEventListener("keydown", hide);
      element.removeEventListener("wheel", hide);
    };
  }, [wrapper]);
  return subject;
}

function idsAt(target: EventTarget | null): string[] {
  if (!(target instanceof Element)) return [];
  const link = target.closest("[data-link]");
  const id = target.closest("[data-interface]")?.getAttribute("data-interface");
  if (link === null) return id === null || id === undefined ? [] : [id];
  return [link.getAttribute("data-link"), link.getAttribute("data-peer")].filter((end) => end !== null);
}

/** Beside the pointer, and inside the canvas. */
function placeOf(element: HTMLElement, event: PointerEvent): { x: number; y: number } {
  const { left, top, width, height } = element.getBoundingClientRect();
  const x = event.clientX - left + 14;
  const y = event.clientY - top + 14;
  return { x: Math.min(x, width - 380), y: y > height - 190 ? y - 190 : y };
}
