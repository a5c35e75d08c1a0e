import { describe, expect, test } from "vitest";
import { DockerError, encodeAnswer } from "./answer.ts";
import { parsePort } from "./ports.ts";
import { fillTemplate } from "./template.ts";
import { formatDuration, formatTable } from "./text.ts";
import { parseWords } from "./words.ts";

const options = {
  detach: { short: "d" },
  interactive: { short: "i" },
  network: { also: "net", value: "NETWORK" },
  publish: { short: "p", value: "HOST:CONTAINER" },
};

function parsed(line: string, endsAtWord = true) {
  const words = parseWords(line.split(" "), { name: "docker run", options, endsAtWord });
  const names = Object.keys(options).filter((name) => words.has(name));
  return [Object.fromEntries(names.map((name) => [name, words.all(name)])), words.rest];
}

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DockerError) return error.message;
    throw error;
  }
  return "nothing";
}

describe("DOCKER-2 words are taken apart as Docker does", () => {
  test.each([
    ["busybox", {}, ["busybox"]],
    ["-di busybox sh -c x", { detach: [""], interactive: [""] }, ["busybox", "sh", "-c", "x"]],
    ["--net=none -d busybox --net x", { detach: [""], network: ["none"] }, ["busybox", "--net", "x"]],
    [
      "--network a --net b -p 1:2 -p3:4 -p=5:6 x",
      { network: ["a", "b"], publish: ["1:2", "3:4", "5:6"] },
      ["x"],
    ],
    ["-dp 1:2 x", { detach: [""], publish: ["1:2"] }, ["x"]],
    ["-d=true --detach x", { detach: ["", ""] }, ["x"]],
    ["-d -- -x", { detach: [""] }, ["-x"]],
  ])("%s", (line, expected, rest) => {
    expect(parsed(line)).toEqual([expected, rest]);
  });

  test("options may come after words where these are all the command's own", () => {
    expect(parsed("box1 -d", false)).toEqual([{ detach: [""] }, ["box1"]]);
  });

  test("what is not known, or has no value, is said in one line with what there is", () => {
    expect(messageOf(() => parsed("--volume /a:/b x"))).toBe(
      'unknown option --volume; "docker run" has -d, --detach; -i, --interactive; --network NETWORK; -p, --publish HOST:CONTAINER in a lab',
    );
    expect(messageOf(() => parsed("-dv x"))).toContain("unknown option -v;");
    expect(messageOf(() => parsed("--net"))).toBe("--net needs a NETWORK");
    expect(messageOf(() => parsed("--detach=yes x"))).toBe("--detach has no value");
    expect(messageOf(() => parsed("--__proto__ x"))).toContain("unknown option");
  });

  test("ports", () => {
    expect(parsePort("8080:80")).toEqual({ hostPort: 8080, port: 80, protocol: "tcp" });
    expect(parsePort("0.0.0.0:53:53/udp")).toEqual({ hostPort: 53, port: 53, protocol: "udp" });
    for (const text of ["80", "0:80", "1:65536", "a:b", "1:2/sctp", ""])
      expect(messageOf(() => parsePort(text))).toContain("it must be HOST:CONTAINER");
  });
});

describe("DOCKER-2 what is told has Docker's form", () => {
  const data = {
    State: { Pid: 22 },
    Networks: { a: { IP: "10.0.0.1" }, b: { IP: "10.1.0.1" } },
    Names: ["x"],
  };

  test.each([
    ["{{.State.Pid}}", "22"],
    ["pid {{ .State.Pid }}.", "pid 22."],
    ["{{range .Networks}}{{.IP}} {{end}}", "10.0.0.1 10.1.0.1 "],
    ["{{range $name, $of := .Networks}}{{$name}}={{$of.IP}};{{end}}.", "a=10.0.0.1;b=10.1.0.1;."],
    ["{{range .None}}{{range .Networks}}{{.IP}}{{end}}{{end}}none", "none"],
    ["{{json .State}} {{.State}}", '{"Pid":22} {"Pid":22}'],
    ["{{.State.None}} {{.constructor.name}}", "<no value> <no value>"],
  ])("template %s", (template, expected) => {
    expect(fillTemplate(template, data)).toBe(expected);
  });

  test("a template that is none is refused", () => {
    expect(messageOf(() => fillTemplate("{{if .State}}x{{end}}", data))).toContain(
      "{{if .State}} is not known",
    );
    expect(messageOf(() => fillTemplate("{{range .Networks}}x", data))).toContain("has no {{end}}");
    expect(messageOf(() => fillTemplate("x{{end}}", data))).toContain("ends nothing");
  });

  test("tables and times", () => {
    expect(
      formatTable([
        ["NAME", "ID"],
        ["bridge", "1"],
      ]),
    ).toBe("NAME     ID\nbridge   1\n");
    const seconds = [0, 1, 59, 60, 150, 3000, 7300, 200_000];
    expect(seconds.map((each) => formatDuration(each * 1000))).toEqual([
      "Less than a second",
      "1 second",
      "59 seconds",
      "About a minute",
      "2 minutes",
      "About an hour",
      "2 hours",
      "2 days",
    ]);
  });

  test("an answer is letters and lengths, in bytes", () => {
    const answer = { stdout: "é", run: { words: ["sh", "-c"], hasInput: true, finally: ["stop"] } };
    expect(encodeAnswer(answer).toString("latin1")).toBe(
      "o\0\0\0\x02\xc3\xa9e\0\0\0\0x\0\0\0\x010r\0\0\0\x05sh\0-ci\0\0\0\0f\0\0\0\x04stop",
    );
  });
});
