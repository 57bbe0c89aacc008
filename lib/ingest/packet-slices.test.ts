import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { MAX_PACKETS, packetSlices } from "./packet-slices";

const slices = (body: string, format: "json" | "ndjson") =>
  [...packetSlices(Buffer.from(body), format)].map(String);
const codeOf = (body: string, format: "json" | "ndjson"): unknown => {
  try {
    return slices(body, format).length;
  } catch (fault) {
    return fault instanceof AppError ? fault.code : fault;
  }
};

describe("packetSlices", () => {
  it("takes a packet a line, and no empty line for one", () => {
    expect(slices("\n {} \r\n\n\t\n{1}\n  x y  ", "ndjson")).toEqual(["{}", "{1}", "x y"]);
    expect(slices("{}", "ndjson")).toEqual(["{}"]);
  });

  it("takes twenty thousand packets and no more, in either form", () => {
    expect(codeOf("x\n".repeat(MAX_PACKETS), "ndjson")).toBe(MAX_PACKETS);
    expect(codeOf("x\n".repeat(MAX_PACKETS + 1), "ndjson")).toBe("too-large");
    expect(codeOf(`[1${",1".repeat(MAX_PACKETS - 1)}]`, "json")).toBe(MAX_PACKETS);
    expect(codeOf(`[1${",1".repeat(MAX_PACKETS)}]`, "json")).toBe("too-large");
  });

  it.each(["", " \n\n ", "[]"])("finds no packet in %j", (body) => {
    expect(codeOf(body, "json")).toBe("invalid");
  });
});
