export const scriptEn = {
  script: {
    help: "It runs with bash in this lab’s host, as root of the lab: it sees nothing of the machine that the lab runs on. What it prints is shown here, and the canvas follows what it does.",
    text: "Script",
    upload: "Upload a file",
    run: "Run",
    stop: "Stop it, and all that it started",
    notRunnable: "This is longer than 256 KiB, or not a text.",
    output: "What the script prints",
    printedNothing: "It printed nothing.",
    running: "Running…",
    done: "Done",
    failed: "It ended with exit code {{code}}.",
    killed: "It was ended in the middle.",
    ended: {
      time: "It was ended after ten minutes, with all that it started.",
      output: "It was ended, with all that it started: it had printed more than 1 MiB.",
      stop: "It was stopped, with all that it started.",
    },
  },
} as const;
