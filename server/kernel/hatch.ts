import { setTimeout as sleep } from "node:timers/promises";
import { Allowance } from "../allowance.ts";
import { hatchPath } from "./lab-programs/docker.ts";
import type { Machine } from "./machine.ts";
import { startProgram } from "./program.ts";

/** Of one request, which is what somebody typed. */
const requestBytesAtMost = 64 * 1024;
/** At once; more wait until they are let in. */
const requestsAtOnce = 32;
/** With who has not said yet what is wanted. */
const patienceSeconds = 3;
/** Of answers that wait for a program that does not take them. */
const waitingBytesAtMost = 8 * 1024 * 1024;
const startAgainMs = 1000;

/**
 * Runs in the lab's machine, and takes what programs there ask of the server through a Unix socket. Perl, as for the reader.
 * The server has nothing open in the lab but this program's standard streams, and follows no path there. It understands
 * nothing of what it carries:
 *
 *   a program sends its request after its length (4 bytes), and reads its answer until the end
 *   standard output: `NUMBER HEX`, a request in each line; standard input: `NUMBER HEX`, its answer
 */
const script = String.raw`
use strict;
use warnings;
my ($path, $bytes, $at_once, $patience) = @ARGV;
$0 = "vethlab-hatch";
$SIG{PIPE} = "IGNORE";
unlink $path;
socket my $door, 1, 1, 0 or die $!;
bind $door, pack "S a108", 1, $path or die $!;
listen $door, 128 or die $!;
my ($next, $told, %asking, %since, %heard, %answer) = (1, "");
sub drop { my ($id) = @_; delete $_->{$id} for \%asking, \%since, \%heard, \%answer }
while (1) {
    # Who says nothing keeps nobody out.
    drop($_) for grep { time - $since{$_} > $patience } keys %heard;
    my ($read, $write) = ("", "");
    vec($read, 0, 1) = 1;
    vec($read, fileno $door, 1) = 1 if keys %asking < $at_once;
    vec($read, fileno $asking{$_}, 1) = 1 for keys %heard;
    vec($write, fileno $asking{$_}, 1) = 1 for keys %answer;
    next if select($read, $write, undef, %heard ? 1 : undef) <= 0;
    for my $id (keys %answer) {
        next if !vec $write, fileno $asking{$id}, 1;
        my $sent = send $asking{$id}, $answer{$id}, 0x40;
        next if !defined $sent && $!{EAGAIN};
        substr $answer{$id}, 0, $sent // 0, "";
        drop($id) if !defined $sent || $answer{$id} eq "";
    }
    for my $id (keys %heard) {
        next if !vec $read, fileno $asking{$id}, 1;
        my $count = sysread $asking{$id}, $heard{$id}, 65536, length $heard{$id};
        my $length = length $heard{$id} < 4 ? 0 : unpack "N", $heard{$id};
        if (!$count || $length > $bytes) { drop($id); next }
        next if length $heard{$id} < 4 + $length;
        syswrite STDOUT, "$id " . unpack("H*", substr $heard{$id}, 4, $length) . "\n" or exit;
        delete $heard{$id};
    }
    if (vec $read, fileno $door, 1 and accept my $client, $door) {
        ($asking{$next}, $since{$next}, $heard{$next}) = ($client, time, "");
        $next++;
    }
    if (vec $read, 0, 1) {
        sysread STDIN, $told, 65536, length $told or exit;
        while ($told =~ s/^(\d+) ([0-9a-f]*)\n//) {
            $answer{$1} = pack "H*", $2 if $asking{$1};
        }
    }
}
`;

/** What a request is answered with; a rejection is told in words. */
export type AnswerRequest = (request: Buffer) => Promise<Buffer>;

/**
 * Lets programs in the lab ask something of the server, for as long as the machine is there. Whoever is in the lab may take
 * the socket away, end the program or speak in its place: then nobody in this lab is answered, or is answered like anybody
 * there.
 */
export function openHatch(
  machine: Machine,
  answer: AnswerRequest,
  explain: (error: unknown) => Buffer,
): void {
  const ended = new AbortController();
  void machine.gone.then(() => ended.abort());
  void (async () => {
    while (!ended.signal.aborted) {
      await carry(machine, answer, explain);
      await sleep(startAgainMs, undefined, { ref: false });
    }
  })();
}

/** Resolves when the program has ended. */
async function carry(machine: Machine, answer: AnswerRequest, explain: (error: unknown) => Buffer) {
  const words = [hatchPath, ...[requestBytesAtMost, requestsAtOnce, patienceSeconds].map(String)];
  const [file, ...args] = machine.enterForServer(["perl", "-MErrno", "-e", script, ...words]);
  const program = startProgram(file, args, {
    stdin: "pipe",
    stdout: "pipe",
    stderr: "ignore",
    buffer: false,
  });
  const stop = () => void program.kill("SIGKILL");
  const allowance = new Allowance(stop);
  const waiting = new Set<string>();
  program.stdin.on("error", () => undefined);
  const take = async (line: string) => {
    const [id = "", hex = ""] = line.split(" ");
    // Somebody in the lab may speak in the program's place.
    if (!/^\d{1,9}$/.test(id) || waiting.has(id) || waiting.size >= requestsAtOnce) return;
    waiting.add(id);
    const told = await ask(hex).catch(explain);
    waiting.delete(id);
    if (program.stdin.writableLength > waitingBytesAtMost) stop();
    else program.stdin.write(`${id} ${told.toString("hex")}\n`);
  };
  const ask = async (hex: string) => {
    allowance.spend(hex.length);
    return answer(Buffer.from(hex, "hex"));
  };
  let rest = "";
  program.stdout.setEncoding("latin1").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > 4 * requestBytesAtMost) stop();
    for (const line of lines) void take(line);
  });
  await program;
}
