import i18next from "i18next";
import { beforeAll, describe, expect, test } from "vitest";
import type { Problem } from "../../shared/errors.ts";
import { en } from "./en.ts";
import { problemWords } from "./problem-words.ts";
import { zh } from "./zh.ts";

beforeAll(async () => {
  await i18next.init({
    lng: "en",
    resources: { en: { translation: en }, "zh-CN": { translation: zh } },
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
});

const taken: Problem = {
  kind: "invalid-edit",
  code: "name-taken",
  detail: "a.name: the name b is taken",
  path: "a.name",
  parameters: { name: "<b>" },
};

describe("a problem in words", () => {
  test("a known code gives the finer words, with the parameters as they are", () => {
    expect(problemWords(i18next.t, taken).title).toBe("The name <b> is taken");
    expect(problemWords(i18next.getFixedT("zh-CN"), taken).title).toBe("名字 <b> 已被占用");
  });

  test("a limit is told of what it is one", () => {
    const told = (origin: string) =>
      problemWords(i18next.t, {
        kind: "malformed",
        code: "too_big",
        detail: "",
        parameters: { maximum: 80, origin },
      }).text;
    expect(told("number")).toBe("It can be at most 80.");
    expect(told("string")).toBe("It can have at most 80 characters.");
    expect(told("array")).toBe("There can be at most 80.");
  });

  test("an unknown code falls back to the kind and the server's sentence", () => {
    const words = problemWords(i18next.t, { kind: "internal", code: "never-heard", detail: "out of luck" });
    expect(words.title).toBe("Something broke in the server");
    expect(words.detail).toBe("out of luck");
  });

  test("a command that would put it right is not shown as the one that failed", () => {
    const command = "sudo sysctl -w user.max_user_namespaces=10000";
    const words = problemWords(i18next.t, {
      kind: "machine-unavailable",
      detail: "",
      command,
      output: "bwrap: no",
    });
    expect(words).toMatchObject({ remedy: command, command: null, output: "bwrap: no" });
  });

  test("the kernel's own words stay as they are", () => {
    const words = problemWords(i18next.getFixedT("zh-CN"), {
      kind: "kernel-refused",
      detail: "refused",
      command: "ip link set dev eth0 mtu 70000",
      output: "Error: mtu greater than device maximum.",
    });
    expect(words).toMatchObject({
      title: "内核拒绝了",
      detail: null,
      command: "ip link set dev eth0 mtu 70000",
      output: "Error: mtu greater than device maximum.",
    });
  });
});
