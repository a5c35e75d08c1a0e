/** Codes that only the server gives. */
export const serverProblemsEn = {
  problems: {
    "lab-closed": {
      title: "This lab is closed",
      text: "It was deleted or the server is stopping. Go back to the list of labs.",
    },
    "hello-first": { title: "The page and the server lost each other", text: "Load the page again." },
    "too-many-messages": {
      title: "Too many gestures at once",
      text: "The server asks for a short pause. Wait a moment and go on.",
    },
    "too-many-guesses": {
      title: "Too many wrong keys",
      text: "Wait a minute, then open the address that the server printed when it started.",
    },
    "no-such-file": {
      title: "There is no such file",
      text: "The page may be older than the server. Load it again.",
    },
    "not-json": { title: "This is not JSON", text: "Choose a file that was downloaded from Vethlab." },
    "no-such-lab": {
      title: "There is no such lab",
      text: "It may have been deleted. Go back to the list of labs.",
    },
    "lab-damaged": {
      title: "The lab {{name}} is damaged",
      text: "What is kept of it cannot be read, and was left as it is. Whoever runs the server can bring a copy of its file back; or delete this lab.",
    },
    "too-many-labs": {
      title: "There are {{limit}} labs already",
      text: "Delete one that nobody needs any more.",
    },
    "memory-process-ended": {
      title: "The lab's programs took too much memory: {{name}} was ended",
      text: "All of a lab's programs together may hold {{limit}} MB. Start it again with less to do, or end others first.",
    },
    "memory-lab-restarted": {
      title: "The lab's files took too much memory: it was built anew",
      text: "Mounted in memory, files may hold {{limit}} MB. The drawing is as it was; what ran in the lab and its files are gone.",
    },
    "no-room-for-shell": {
      title: "The shell could not be started",
      text: "This lab has all the {{limit}} processes it may have. End some of them: they are listed under Processes.",
    },
    "id-mismatch": {
      title: "The file contradicts itself",
      text: "A record stands under another id than its own. Download the lab again, or correct the file.",
    },
    "not-a-target": {
      title: "Nothing can be pinged under this name",
      text: "Write a namespace of this lab, an address, or a host name.",
    },
    "body-too-large": {
      title: "This is too large",
      text: "The server takes {{limit}} MB at once. Make it smaller.",
    },
    "bad-body": {
      title: "The request could not be read",
      text: "The connection may have broken in the middle. Try again.",
    },
    "bad-url": { title: "This address cannot be read", text: "Check it, or go back to the list of labs." },
    "foreign-host": {
      title: "The server does not answer to this address",
      text: "Open the page by the address that the server printed when it started.",
    },
    "foreign-origin": {
      title: "A page from elsewhere may not talk to this server",
      text: "Open the page by the address that the server printed when it started.",
    },
    "no-such-call": {
      title: "The server does not know this call",
      text: "The page may be older than the server. Load it again.",
    },
    "no-page": {
      title: "The page has not been built",
      text: "Start the server with “npm start”: it builds the page.",
    },
    "exec-timeout": {
      title: "The command took too long",
      text: "It was ended. Give it more time, or a smaller task.",
    },
    "unknown-format": {
      title: "These files are of no known kind",
      text: "A containerlab topology (.clab.yml), a Kathará lab (lab.conf with its .startup files, or a zip of them) and a netpen file can be read.",
    },
    "not-yaml": { title: "The file is not YAML", text: "Check it where it was made." },
    "not-a-zip": { title: "{{name}} is no zip that can be read", text: "Make it again, without a password." },
    "foreign-too-large": {
      title: "The files are too large",
      text: "Take fewer of them, or split the lab.",
    },
    "script-running": {
      title: "A script of yours is still running",
      text: "Wait for its end, or stop it.",
    },
    "holds-nul": { title: "Not a text", text: "It holds a character that no script has (NUL)." },
    "exec-output": {
      title: "The command printed too much",
      text: "It was ended after 1 MB. Let it print less.",
    },
    "too-many-commands": {
      title: "{{limit}} commands are running in this lab already",
      text: "Wait for one of them to end.",
    },
    "too-many-terminals": {
      title: "There are {{limit}} terminals in this lab already",
      text: "Close one that nobody needs any more.",
    },
    "no-such-terminal": {
      title: "This terminal is there no more",
      text: "Somebody closed it. Open another one.",
    },
    "no-such-network": {
      title: "There is no network {{name}}",
      text: "Name a bridge of the lab's host, or none, host, container:NAME, namespace:NAME.",
    },
    "no-such-process": { title: "This process is there no more", text: "It has ended by itself." },
    "terminal-does-not-read": {
      title: "What was typed is lost",
      text: "The program in the terminal does not read it, and no more can be kept. Paste less at once.",
    },
    "too-many-pings": { title: "{{limit}} pings are running already", text: "Stop one of them first." },
    "nothing-to-undo": {
      title: "Nothing of yours to take back",
      text: "Undo takes back what you did yourself, and you did nothing since.",
    },
    "nothing-to-redo": {
      title: "Nothing of yours to do again",
      text: "Redo works until you do something new.",
    },
    "no-user-namespaces": {
      title: "This kernel has no user namespaces",
      text: "Labs are made of them. Use a kernel built with CONFIG_USER_NS.",
    },
    "user-namespaces-forbidden": {
      title: "This machine forbids user namespaces to ordinary users",
      text: "Labs are made of them. Allow them with the command below, then try again.",
    },
    "machine-died": {
      title: "The lab’s machine was ended",
      text: "Something outside of it ended it, and the next one, too. Nothing was changed, and the lab is being rebuilt. Try again in a moment.",
    },
    "restore-refused": {
      title: "The kernel refused part of it",
      text: "What it took is there again; the rest is only drawn. Its own words below say why. Change or delete that, or try again later.",
    },
    "machine-failed": {
      title: "The lab’s machine could not be started",
      text: "The words of the program that makes it may say why. Correct that, then try again.",
    },
  },
} as const;
