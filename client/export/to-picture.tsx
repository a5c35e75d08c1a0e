import type { ReactElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { currentDrawing } from "../canvas/drawing.ts";
import type { Size } from "../gestures/rectangle.ts";
import { useStore } from "../store.ts";
import { newPen, PenProvider } from "./pen.ts";
import { frameOf, Picture } from "./Picture.tsx";

/** Slides are shown on screens of twice the density. */
const pixelRatio = 2;
/** Chromium's largest canvas side. */
const maxSide = 16_000;

/** The whole drawing as a file for slides. */
export async function toPicture(format: "svg" | "png"): Promise<Blob> {
  const { lab } = useStore.getState();
  if (lab === null) throw new TypeError("no lab is open");
  const drawing = currentDrawing();
  const text = markupOf(
    <PenProvider value={newPen()}>
      <Picture lab={lab} drawing={drawing} />
    </PenProvider>,
  );
  const svg = new Blob([text], { type: "image/svg+xml" });
  return format === "svg" ? svg : toPng(svg, frameOf(drawing));
}

function markupOf(picture: ReactElement): string {
  const holder = document.createElement("div");
  const root = createRoot(holder);
  flushSync(() => root.render(picture));
  const [svg] = holder.children;
  const text = svg === undefined ? "" : new XMLSerializer().serializeToString(svg);
  root.unmount();
  return text;
}

async function toPng(svg: Blob, { width, height }: Size): Promise<Blob> {
  const scale = Math.min(pixelRatio, maxSide / Math.max(width, height));
  const url = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * scale);
    canvas.height = Math.ceil(height * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob === null ? reject(new Error("the picture is too large")) : resolve(blob)),
        "image/png",
      );
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
