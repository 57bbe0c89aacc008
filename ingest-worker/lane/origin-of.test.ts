import { describe, expect, it } from "vitest";
import { HEADER } from "@/lib/domain/packet";
import { recordOfMessage } from "@/lib/kafka/fetched-record";
import { originOf } from "./origin-of";

function originWith(headers: Record<string, Buffer | Buffer[]>) {
  const [key, value] = [Buffer.from("LI-1"), Buffer.from("{}")];
  const record = recordOfMessage({ key, value, headers, offset: "0", attributes: 0, timestamp: "0" });
  return originOf("tests", 0, record);
}
const stampOf = (text: string) => originWith({ [HEADER.receivedAt]: Buffer.from(text) }).receivedAtMs;

describe("the edge's stamp", () => {
  it.each([
    ["0", 0],
    ["1795161600000", 1_795_161_600_000],
    ["999999999999999", 999_999_999_999_999],
  ])("is read from %s", (text, stampMs) => {
    expect(stampOf(text)).toBe(stampMs);
  });

  it.each(["", " ", "Infinity", "NaN", "1e999", "1e3", "0x10", "-1", "1.5", " 5", "5\n", "1000000000000000"])(
    "is missing where the header says %j",
    (text) => {
      expect(stampOf(text)).toBeNaN();
    },
  );

  it("is missing where the header is, or comes twice", () => {
    expect(originWith({}).receivedAtMs).toBeNaN();
    const twice = [Buffer.from("5"), Buffer.from("6")];
    expect(originWith({ [HEADER.receivedAt]: twice }).receivedAtMs).toBeNaN();
  });
});
