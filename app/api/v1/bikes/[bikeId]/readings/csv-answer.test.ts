import { describe, expect, it } from "vitest";
import type { ReadingPage } from "@/lib/telemetry/models";
import { csvAnswer } from "./csv-answer";

const page = (atMs: number, nextCursor: string | null): ReadingPage => ({
  fields: ["soc_pct"],
  readings: [{ atMs, source: "iot", latenessSeconds: 0, values: { soc_pct: 50 } }],
  nextCursor,
});
const span = { fromMs: 0, toMs: 86_400_000 };

describe("csvAnswer", () => {
  it("writes page after page", async () => {
    const answer = csvAnswer("LI-1", span, page(0, "a"), async (cursor) =>
      page(1_000, cursor === "a" ? "b" : null),
    );
    const lines = (await answer.text()).trimEnd().split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines[3]).toBe("1000,1970-01-01T00:00:01.000Z,iot,0,50");
  });

  it("breaks off when a further page is refused, instead of ending like a whole file", async () => {
    const answer = csvAnswer("LI-1", span, page(0, "a"), () => Promise.reject(new Error("revoked")));
    await expect(answer.text()).rejects.toThrow("revoked");
  });
});
