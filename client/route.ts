import { useSyncExternalStore } from "react";

/** `/` lists the labs, `/gallery` what there is to begin with; `/labs/ID` is one lab. */
export type Route =
  | { readonly page: "labs" | "gallery" }
  | {
      readonly page: "lab";
      readonly lab: string;
      /** Which network of the gallery it began as, where that is worth a word. */
      readonly about: string | null;
    };

export const galleryHref = "/gallery";

const listeners = new Set<() => void>();

export function labHref(id: string, about?: string): string {
  const query = about === undefined ? "" : `?about=${encodeURIComponent(about)}`;
  return `/labs/${encodeURIComponent(id)}${query}`;
}

/** Goes there without loading the page again. */
export function navigate(path: string): void {
  history.pushState(null, "", path);
  for (const listener of listeners) listener();
}

export function useRoute(): Route {
  return toRoute(useSyncExternalStore(subscribe, () => location.pathname + location.search));
}

function toRoute(pathAndQuery: string): Route {
  const [path = "", query] = pathAndQuery.split("?");
  if (path.replace(/\/$/, "") === galleryHref) return { page: "gallery" };
  const id = /^\/labs\/([^/]+)\/?$/.exec(path)?.[1];
  if (id === undefined) return { page: "labs" };
  return { page: "lab", lab: decodeURIComponent(id), about: new URLSearchParams(query).get("about") };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
  };
}
