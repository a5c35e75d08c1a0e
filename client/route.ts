import { useSyncExternalStore } from "react";

/** `/` lists the labs; `/labs/ID` is one. */
export type Route = { readonly page: "labs" } | { readonly page: "lab"; readonly lab: string };

const listeners = new Set<() => void>();

export function labHref(id: string): string {
  return `/labs/${encodeURIComponent(id)}`;
}

/** Goes there without loading the page again. */
export function navigate(path: string): void {
  history.pushState(null, "", path);
  for (const listener of listeners) listener();
}

export function useRoute(): Route {
  return toRoute(useSyncExternalStore(subscribe, () => location.pathname));
}

function toRoute(path: string): Route {
  const id = /^\/labs\/([^/]+)\/?$/.exec(path)?.[1];
  return id === undefined ? { page: "labs" } : { page: "lab", lab: decodeURIComponent(id) };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
  };
}
