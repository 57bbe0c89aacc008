import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aReading } from "@/lib/domain/reading.arbitrary";
import { fromDocument } from "@/lib/domain/stored-reading";
import { ReadingRows } from "../decode/reading-rows";
import { clientPart, encodeLine, MAX_LINE_BYTES, packetPart } from "./encode-line";

describe("encodeLine", () => {
  it("writes a document from which the same reading comes back", () => {
    const rows = new ReadingRows();
    const buffer = Buffer.alloc(MAX_LINE_BYTES);
    fc.assert(
      fc.property(
        aReading(),
        fc.nat(),
        fc.constantFrom("app-1", 'with "quotes"'),
        (reading, lateness, client) => {
          rows.clear();
          rows.append(reading);
          const end = encodeLine(
            buffer,
            0,
            rows,
            0,
            packetPart("LI-000001", "iot"),
            lateness,
            clientPart(client),
          );
          const [action, line] = buffer.toString("utf8", 0, end).split("\n");
          const document: Record<string, unknown> = JSON.parse(line ?? "");
          expect(action).toBe('{"create":{}}');
          expect(document).toMatchObject({
            bike_id: "LI-000001",
            source: "iot",
            lateness_s: lateness,
            ingest_client: client,
          });
          expect(fromDocument(document)).toEqual(reading);
        },
      ),
    );
  });
});
