import type { Viewport } from "./viewport.ts";

let viewport: Viewport | null = null;

/** The canvas says that it is there; the returned function, that it is not any more. */
export function registerViewport(shown: Viewport): () => void {
  viewport = shown;
  return () => {
    if (viewport === shown) viewport = null;
  };
}

export function currentViewport(): Viewport | null {
  return viewport;
}
