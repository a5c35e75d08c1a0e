/** What links do to packets. */
export const qualityEn = {
  quality: {
    title: "Link quality",
    help: "What the link does to what each end sends. An empty field is as good as the kernel can.",
    withoutNetem:
      "This machine’s kernel has no netem: here links can lose packets and limit the rate, and nothing else.",
    withoutNetemAlone: "This machine’s kernel has no netem: here only the rate can be limited.",
    sentBy: "Sent by {{name}}",
    fields: {
      delayMs: "Delay",
      jitterMs: "Jitter",
      lossPercent: "Loss",
      duplicatePercent: "Duplicated",
      reorderPercent: "Reordered",
      rateBitsPerSecond: "Rate",
    },
    bucket: "At once {{burst}} bytes at most; {{limit}} may wait.",
    others: "The kernel has {{kind}} here, which no field says. It is left as it is.",
    duplicate: "twice",
    reorder: "early",
  },
} as const;
