import { useDrawing } from "../canvas/drawing.ts";
import { useStore } from "../store.ts";
import { toSvg } from "./to-svg.ts";

/** Slides are shown on screens of twice the density. */
const pixelRatio = 2;
/** Chromium's largest canvas side. */
const maxSide = 16_000;

/** The whole drawing, for slides; drawn anew as plain shapes and text, so that other programs can open and change it. */
export async function toPicture(format: "svg" | "png"): Promise<Blob> {
  const { lab } = useStore.getState();
  if (lab === null) throw new TypeError("no lab is open");
  const svg = toSvg(lab, useDrawing.getState().drawing, variable);
  const blob = new Blob([svg.text], { type: "image/svg+xml" });
  return format === "svg" ? blob : toPng(blob, svg.width, svg.height);
}

/** The page's own colours, of the scheme in use. */
function variable(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

async function toPng(svg: Blob, width: number, height: number): Promise<Blob> {
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
