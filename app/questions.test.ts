import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Whose a bike is, is asked before. */
const QUESTION = /^import \{ ((?:get(?!Registration)|list)\w+)\b.*\} from "@\/lib\/telemetry\//gm;

const asked = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
  .flatMap((file) => {
    const text = readFileSync(`app/${file}`, "utf8");
    return [...text.matchAll(QUESTION)].map(([, question = ""]) => ({ file, question, text }));
  });

it("are many", () => expect(asked.length).toBeGreaterThan(8));

it.each(asked)("$question in $file waits for its turn", ({ question, text }) => {
  const calls = text.match(new RegExp(`\\b${question}\\(`, "g")) ?? [];
  const inTurn = text.match(new RegExp(`inTurn\\(\\w+, \\(\\) =>\\s+${question}\\(`, "g")) ?? [];
  expect(calls.length).toBeGreaterThan(0);
  expect(inTurn).toHaveLength(calls.length);
});
