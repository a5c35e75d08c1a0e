import { hostName } from "../../shared/names.ts";
import { Conversation } from "./conversation.ts";
import type { Enter } from "./machine.ts";
import { controller, decodeFamily, requestFamily } from "./netlink/generic.ts";
import { decodeAnswer, type Answer } from "./netlink/message.ts";
import { syscallNumber } from "./syscalls.ts";

/**
 * A program inside the lab machine that carries netlink requests into its namespaces and the answers back: entering a
 * namespace and reading all of it takes 0.1 ms, where a program started for it takes 2 ms. Perl because every Debian and
 * Ubuntu has it (perl-base is Essential). It understands nothing of what it carries. The script is fixed, jobs reach it
 * as data.
 *
 *   NAMESPACE REQUEST…   in hex, `-` for the lab's host. A REQUEST@NAME ends in the number of a descriptor of that one's
 *                        file, a NUMBER%REQUEST is for another protocol of netlink, a /PATH is a sysctl's. Answered by the namespace's inode, then a line for each, empty where
 *                        there is no answer, or by `!` and why not, then `.`
 */
const script = String.raw`
use strict;
use warnings;
my ($setns) = @ARGV;
my ($netlink, $raw, $strict, $newnet) = (16, 3, 12, 0x40000000);
$| = 1;
open my $host, "<", "/proc/self/ns/net" or die $!;
sub namespace {
    my ($name) = @_;
    return $host if $name eq "-";
    open my $file, "<", "/run/netns/" . pack "H*", $name or return;
    return $file;
}
sub ended {
    my ($data) = @_;
    for (my $at = 0; $at + 16 <= length $data;) {
        my ($length, $type, $flags) = unpack "LSS", substr $data, $at, 8;
        return 1 if $type == 2 || $type == 3 || !($flags & 2) || $length < 16;
        $at += ($length + 3) & ~3;
    }
    return 0;
}
sub sysctl {
    my ($path) = @_;
    open my $file, "<", "/proc/sys/" . pack "H*", $path or return "";
    return unpack "H*", join "", <$file>;
}
sub carry {
    my ($socket, $word) = @_;
    return sysctl(substr $word, 1) if $word =~ m{^/};
    if ($word =~ s/^(\d+)%//) {
        socket my $other, $netlink, $raw, $1 or return "";
        $socket = $other;
    }
    my ($request, $name) = split /\@/, $word;
    my $message = pack "H*", $request;
    my $file;
    if (defined $name) {
        $file = namespace($name) or return "";
        substr $message, -4, 4, pack "L", fileno $file;
    }
    syswrite $socket, $message or return "";
    my $answer = "";
    while (1) {
        sysread $socket, my $data, 1 << 16 or return "";
        $answer .= unpack "H*", $data;
        return $answer if ended($data);
    }
}
while (defined(my $line = <STDIN>)) {
    chomp $line;
    my ($name, @requests) = split / /, $line;
    my $file = namespace($name);
    if ($file && syscall($setns, fileno $file, $newnet) == 0 && socket my $socket, $netlink, $raw, 0) {
        setsockopt $socket, 270, $strict, pack "i", 1;
        print join("\n", (stat $file)[1], map { carry($socket, $_) } @requests), "\n.\n";
    } else {
        print "! $!\n.\n";
    }
}
`;

const endOfAnswer = ".";
/** linux/netlink.h. */
const protocol = { netfilter: 12, generic: 16 } as const;
const messageTypeOffset = 4;

export interface Question {
  readonly request: Buffer;
  /** Who is asked: netfilter, or the family of generic netlink with this name, whose number becomes the message's type. Otherwise, rtnetlink. */
  readonly asks?: "netfilter" | { readonly family: string };
  /** The namespace (the host, too) whose file the request ends in. */
  readonly file?: string;
}

export interface Replies {
  /** Inode of the namespace's file: its identity. */
  readonly inode: number;
  readonly answers: readonly Answer[];
  /** Those that can be read, by key. */
  readonly sysctls: Readonly<Record<string, string>>;
}

export class Reader {
  readonly #command: readonly [string, ...string[]];
  #conversation: Conversation | null = null;
  #closed = false;
  readonly #families = new Map<string, number>([[controller.name, controller.number]]);

  constructor(enter: Enter) {
    this.#command = enter(["perl", "-e", script, syscallNumber("setns")]);
  }

  /**
   * Puts questions in a namespace of the lab, or in its host, and reads sysctls there.
   *
   * @returns null when there is no such namespace
   * @throws when the program or the machine is gone; the program is started anew for the next question
   */
  async ask(
    namespace: string,
    questions: readonly Question[],
    sysctls: readonly string[] = [],
  ): Promise<Replies | null> {
    if (this.#closed) throw new Error("the lab machine is gone");
    if (this.#conversation === null || this.#conversation.ended)
      this.#conversation = new Conversation(this.#command);
    const conversation = this.#conversation;
    const words = [
      wordFor(namespace),
      ...(await Promise.all(questions.map((question) => this.#toWord(question)))),
      ...sysctls.map((key) => `/${toHex(pathOf(key))}`),
    ];
    const lines = await conversation.ask(`${words.join(" ")}\n`, (line) => line === endOfAnswer);
    const [inode = "", ...answers] = lines.slice(0, -1);
    if (inode.startsWith("!")) return null;
    return {
      inode: Number(inode),
      answers: answers.slice(0, questions.length).map((answer) => decodeAnswer(Buffer.from(answer, "hex"))),
      sysctls: Object.fromEntries(
        sysctls.flatMap((key, index) => {
          const answer = answers[questions.length + index] ?? "";
          return answer === "" ? [] : [[key, decodeSysctl(Buffer.from(answer, "hex"))]];
        }),
      ),
    };
  }

  close(): void {
    this.#closed = true;
    this.#conversation?.close();
  }

  async #toWord({ request, file, asks }: Question): Promise<string> {
    if (asks === "netfilter") return `${protocol.netfilter}%${request.toString("hex")}`;
    if (asks !== undefined) return this.#toGenericWord(request, asks.family);
    const word = request.toString("hex");
    return file === undefined ? word : `${word}@${wordFor(file)}`;
  }

  async #toGenericWord(request: Buffer, family: string): Promise<string> {
    const message = Buffer.from(request);
    message.writeUInt16LE(await this.#numberOf(family), messageTypeOffset);
    return `${protocol.generic}%${message.toString("hex")}`;
  }

  /** A module that is loaded later has a family then. */
  async #numberOf(family: string): Promise<number> {
    const known = this.#families.get(family);
    if (known !== undefined) return known;
    const question = { request: requestFamily(family), asks: { family: controller.name } };
    const replies = await this.ask(hostName, [question]);
    const [answer] = replies?.answers ?? [];
    const number = answer === undefined ? null : decodeFamily(answer);
    if (number === null) throw new Error(`the kernel has no ${family}`);
    this.#families.set(family, number);
    return number;
  }
}

function wordFor(namespace: string): string {
  return namespace === hostName ? "-" : toHex(namespace);
}

/** sysctl(8) reads `.` as `/` and the other way round. */
function pathOf(key: string): string {
  return key.replaceAll(/[./]/g, (mark) => (mark === "." ? "/" : "."));
}

/** As the document spells it: the kernel puts tabs between numbers. */
function decodeSysctl(content: Buffer): string {
  return content.toString().trim().replaceAll(/\s+/g, " ");
}

function toHex(text: string): string {
  return Buffer.from(text).toString("hex");
}
