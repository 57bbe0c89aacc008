import { describe, expect, it } from "vitest";
import { HEADER } from "@/lib/domain/packet";
import { LineLimit } from "@/lib/log/line-limit";
import { writtenLines } from "@/lib/log/testing/written-lines";
import { deadLetterOf } from "../aside/dead-letter";
import { inStoredForm, quarantineEntry } from "../aside/quarantine-entry";
import { anOrigin } from "../testing/an-origin";
import { AsideLines } from "./aside-lines";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const headersOf = (batch: string, client = "a-client") => ({
  [HEADER.batchId]: Buffer.from(batch),
  [HEADER.trace]: Buffer.from(`00-${TRACE}-00f067aa0ba902b7-00`),
  [HEADER.ingestClient]: Buffer.from(client),
});
const fault = { reading: 0, field: "lat", expected: "-90 to 90", got: "947.1415" };
const letter = (batch: string, offset: string, client?: string) =>
  deadLetterOf(anOrigin({ headers: headersOf(batch, client), offset }), "field", [fault]);

describe("lines about what was put aside", () => {
  it("are one for each upload and reason, with its ids and its first record, and quote nothing", () => {
    const { log, lines } = writtenLines();
    new AsideLines(log).deadLetters([letter("one", "7"), letter("one", "8"), letter("two", "9")]);
    const ids = { trace: TRACE, client: "a-client", reason: "field" };
    expect(lines).toMatchObject([
      { ...ids, batch: "one", count: 2, firstRecord: "slipstream.telemetry/3/7" },
      { ...ids, batch: "two", count: 1, firstRecord: "slipstream.telemetry/3/9" },
    ]);
    expect(JSON.stringify(lines)).not.toContain("47.1415");
  });

  it("are some each minute for one client and reason", () => {
    const { log, lines } = writtenLines();
    const aside = new AsideLines(log, new LineLimit(2));
    for (let at = 0; at < 100; at++) aside.deadLetters([letter(`upload-${at}`, "7")]);
    aside.deadLetters([letter("another", "7", "another-client")]);
    expect(lines.map(({ batch }) => batch)).toEqual(["upload-0", "upload-1", "another"]);
  });

  it("tell of the quarantine too", () => {
    const { log, lines } = writtenLines();
    const reading = inStoredForm({ timeMs: 1, values: [] });
    const origin = anOrigin({ headers: headersOf("one") });
    new AsideLines(log).quarantined([quarantineEntry(origin, "ahead-of-clock", 1, reading, 0)]);
    expect(lines).toMatchObject([{ batch: "one", reason: "ahead-of-clock", count: 1 }]);
  });

  it("say no more of headers than what looks like an id", () => {
    const { log, lines } = writtenLines();
    const headers = {
      [HEADER.batchId]: Buffer.from("one\n{"),
      [HEADER.ingestClient]: Buffer.from("x".repeat(500)),
      [HEADER.trace]: Buffer.from("nonsense"),
    };
    new AsideLines(log).deadLetters([deadLetterOf(anOrigin({ headers }), "undecodable", [])]);
    expect(Object.keys(lines[0] ?? {})).toEqual(expect.not.arrayContaining(["batch", "client", "trace"]));
  });
});
