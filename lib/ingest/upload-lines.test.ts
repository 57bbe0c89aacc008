import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { LineLimit } from "@/lib/log/line-limit";
import { writtenLines } from "@/lib/log/testing/written-lines";
import { UploadLines } from "./upload-lines";
import type { UploadReport } from "./upload-report";

const ids = { batch: "a-batch", trace: "a-trace", client: "a-client" };
const report = (over: Partial<UploadReport> = {}): UploadReport => ({
  batch_id: "a-batch",
  received_at: "2026-11-20T08:00:00.000Z",
  accepted: { packets: 2, readings: 20 },
  refused_total: 0,
  refused: [],
  faults_total: 0,
  faults: [],
  ...over,
});
const refusal = (reason: "not-allowed" | "undecodable") => ({
  packet: 0,
  reason,
  expected: "",
  got: "47.1415",
});
const refused = {
  refused_total: 3,
  refused: (["not-allowed", "undecodable", "undecodable"] as const).map(refusal),
};

describe("the edge's lines", () => {
  it("tell of an upload that was taken only who looks closely", () => {
    const [usual, close] = [writtenLines("info"), writtenLines("debug")];
    for (const { log } of [usual, close]) new UploadLines(log).accepted(ids, report());
    expect(usual.lines).toEqual([]);
    expect(close.lines).toMatchObject([{ ...ids, packets: 2, readings: 20, msg: "upload accepted" }]);
  });

  it("count what of an upload was refused by reason, and quote nothing of it", () => {
    const { log, lines } = writtenLines("info");
    const upload = new UploadLines(log);
    upload.accepted(ids, report(refused));
    upload.failed(ids, new AppError("invalid", "no packet was accepted", { data: { ...report(refused) } }));
    const reasons = { "not-allowed": 1, undecodable: 2 };
    expect(lines).toMatchObject([
      { ...ids, msg: "upload accepted in part", refused: 3, reasons },
      { ...ids, msg: "upload refused", code: "invalid", reasons },
    ]);
    expect(JSON.stringify(lines)).not.toContain("47.1415");
  });

  it("tell of each upload that failed by our own fault, with the fault", () => {
    const { log, lines } = writtenLines("info");
    const upload = new UploadLines(log, new LineLimit(1));
    const away = new AppError("unavailable", "not taken", { cause: new Error("broker away") });
    expect([away, away, new Error("a bug")].map((fault) => upload.failed(ids, fault))).toEqual([
      "unavailable",
      "unavailable",
      "internal",
    ]);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatchObject({ ...ids, level: 50, fault: { cause: "Error: broker away" } });
  });

  it("tell of a client in a loop some each minute, and of others as ever", () => {
    let nowMs = 0;
    const { log, lines } = writtenLines("info");
    const upload = new UploadLines(log, new LineLimit(2, () => nowMs));
    const slow = new AppError("rate-limited", "expected less");
    for (let time = 0; time < 500; time++) upload.failed(ids, slow);
    upload.failed({ ...ids, client: "another" }, slow);
    expect(lines.map(({ client }) => client)).toEqual(["a-client", "a-client", "another"]);
    nowMs = 60_000;
    upload.failed(ids, slow);
    expect(lines.at(-1)).toMatchObject({ client: "a-client", leftOut: 498 });
  });
});
