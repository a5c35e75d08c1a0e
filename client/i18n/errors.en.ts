import type { ErrorKind } from "../../shared/errors.ts";

/** What went wrong with a request, for each ErrorKind: what (`title`), then why and what to do (`text`). */
export const errorsEn = {
  errors: {
    malformed: {
      title: "The server did not understand this",
      text: "A value has a form it cannot take. Correct it and try again.",
    },
    "invalid-edit": {
      title: "This cannot be done",
      text: "No Linux kernel could hold the result, so nothing was changed. Choose another value.",
    },
    stale: {
      title: "Somebody changed this at the same moment",
      text: "Your gesture was made on an older drawing and was not applied. Look at the drawing as it is now and do it again.",
    },
    "kernel-refused": {
      title: "The kernel refused",
      text: "Everything is back as it was. Its own words below say why.",
    },
    "rollback-failed": {
      title: "The kernel refused, and would not go back either",
      text: "The lab is being rebuilt from its drawing. Wait until it is running again.",
    },
    "undo-impossible": {
      title: "This cannot be taken back",
      text: "What came after stands in the way. Change it by hand instead.",
    },
    "storage-failed": {
      title: "The change could not be saved",
      text: "It was taken back, so the network and the drawing still agree. Make room on the server’s disk, then try again.",
    },
    "not-found": {
      title: "That is not there any more",
      text: "Somebody may have deleted it. Go back to the list of labs.",
    },
    "already-exists": {
      title: "There is one already",
      text: "Choose another name.",
    },
    unauthorized: {
      title: "This browser may not enter",
      text: "Open the address that the server printed when it started: it holds the key.",
    },
    "forbidden-origin": {
      title: "The server refuses requests from this page’s address",
      text: "Open the page by the address that the server printed when it started.",
    },
    "too-large": {
      title: "This is too large",
      text: "Make it smaller, or split it into several labs.",
    },
    "unsupported-media-type": {
      title: "The server takes only JSON",
      text: "What was sent does not say that it is JSON. Load the page again.",
    },
    "too-many-requests": {
      title: "Too much at once",
      text: "The server asks for a short pause. Wait a moment and try again.",
    },
    "machine-unavailable": {
      title: "This computer cannot run labs yet",
      text: "Linux must allow unprivileged user namespaces. The server’s words below name the switch.",
    },
    unsupported: {
      title: "This kernel cannot do that",
      text: "The Linux kernel of the server lacks the feature. Use another one, or another kernel.",
    },
    timeout: {
      title: "No answer in time",
      text: "The server is busy or hangs. Wait a moment and try again.",
    },
    internal: {
      title: "Something broke in the server",
      text: "It is not your doing. Try again; if it stays, tell whoever runs the server the words below.",
    },
  } satisfies Record<ErrorKind, { readonly title: string; readonly text: string }>,
} as const;
