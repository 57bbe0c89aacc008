import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ALARMS, anchorOf } from "./alarms";
import { parseRunbook } from "./runbook";

const { introduction, paragraphs } = parseRunbook(readFileSync("docs/runbook.md", "utf8"));

describe("the runbook inside the product", () => {
  it("has a paragraph where each alarm's link leads, with all that it says", () => {
    expect(paragraphs.map(({ anchor, title }) => ({ anchor, title }))).toEqual(
      ALARMS.map((alarm) => ({ anchor: anchorOf(alarm), title: alarm.title })),
    );
    for (const { parts } of paragraphs)
      expect(parts.map(({ label }) => label)).toEqual(["Means", "Seen", "Do", "Over"]);
  });

  it("leaves no mark of its source in the text", () => {
    const pieces = [...introduction, ...paragraphs.flatMap(({ parts }) => parts.map(({ pieces }) => pieces))];
    expect(introduction.length).toBeGreaterThan(1);
    for (const { kind, text } of pieces.flat())
      if (kind !== "code") expect(text).not.toMatch(/[`*#]|\]\(|^- |Slipstream[A-Z]/);
  });

  it("leads from one paragraph to another that it names", () => {
    const { parts } = paragraphs.find(({ name }) => name === "SlipstreamEdgeRefusing") ?? { parts: [] };
    expect(parts.flatMap(({ pieces }) => pieces)).toContainEqual({
      at: expect.any(Number),
      kind: "alarm",
      text: "Held by Kafka",
      anchor: "slipstreamheldbykafka",
    });
  });
});
