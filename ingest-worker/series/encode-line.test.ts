import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIELDS, type Field } from "@/lib/domain/fields";
import { aReading } from "@/lib/domain/reading.arbitrary";
import { fromDocument, type SlotValue } from "@/lib/domain/stored-reading";
import { ReadingRows } from "../decode/reading-rows";
import { clientPart, encodeLine, MAX_CLIENT_LENGTH, MAX_LINE_BYTES, packetPart } from "./encode-line";

function longestOf(field: Field): SlotValue {
  switch (field.kind) {
    case "number":
      return field.min < 0 ? field.min * field.factor : field.max * field.factor;
    case "boolean":
      return false;
    case "text":
      return '"'.repeat(field.maxLength);
    case "text-set":
      return Array.from({ length: field.maxItems }, () => "\\".repeat(field.maxLength));
  }
}

describe("encodeLine", () => {
  it("writes a document from which the same reading comes back", () => {
    const rows = new ReadingRows();
    const buffer = Buffer.alloc(MAX_LINE_BYTES);
    fc.assert(
      fc.property(
        aReading(),
        fc.nat(),
        fc.oneof(fc.constantFrom("app-1", 'with "quotes"'), fc.string({ unit: "grapheme", maxLength: 40 })),
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

  it("has room for the longest values that a packet, a client and the contract can bring", () => {
    const rows = new ReadingRows();
    rows.append({ timeMs: -8.64e15, values: FIELDS.map(longestOf) });
    const client = clientPart("\u0000".repeat(MAX_CLIENT_LENGTH));
    const part = packetPart("A".repeat(32), "iot");
    const end = encodeLine(Buffer.alloc(MAX_LINE_BYTES), 0, rows, 0, part, 2 ** 53, client);
    expect(end).toBeLessThan(MAX_LINE_BYTES);
  });

  it("refuses to end behind its buffer, where nothing is kept", () => {
    const rows = new ReadingRows();
    rows.append({ timeMs: 5, values: [] });
    const encode = (bytes: number) =>
      encodeLine(Buffer.alloc(bytes), 0, rows, 0, packetPart("LI-000001", "iot"), 0, clientPart("app-1"));
    const needed = encode(MAX_LINE_BYTES);
    expect(encode(needed)).toBe(needed);
    expect(() => encode(needed - 1)).toThrow(`expected a line of at most ${needed - 1} bytes, got ${needed}`);
  });
});
