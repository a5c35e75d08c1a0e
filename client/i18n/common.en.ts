/** Words that several parts of the page share. */
export const commonEn = {
  common: {
    close: "Close",
    cancel: "Cancel",
    copy: "Copy",
    copied: "Copied",
    notCopied: "The browser did not copy it",
    add: "Add",
    undo: "Undo",
    up: "up",
    down: "down",
    on: "on",
    off: "off",
    refusedStep: "The kernel refused: {{step}}",
    kernelSays: "The kernel says",
    you: "you",
    kinds: {
      namespace: "Network namespace",
      host: "Lab host",
      bridge: "Bridge",
      veth: "Interface",
      link: "Link",
      route: "Route",
      container: "Container",
    },
  },
} as const;
