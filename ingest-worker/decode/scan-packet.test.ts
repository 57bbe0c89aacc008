import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePacketText } from "@/lib/domain/decode-packet";
import { FIELDS } from "@/lib/domain/fields";
import { ReadingRows } from "./reading-rows";
import { scanPacket } from "./scan-packet";

const rows = new ReadingRows();

/** Where the scanner takes a packet, the general decoder must agree without a fault. */
function expectAgreement(json: string): boolean {
  const taken = scanPacket(Buffer.from(json), rows);
  if (!taken) return false;
  const decoded = decodePacketText(json);
  if (decoded.kind !== "packet") throw new Error(`the scanner took what is refused: ${json}`);
  expect(decoded.faults).toEqual([]);
  expect({ bikeId: rows.bikeId, source: rows.source }).toEqual({
    bikeId: decoded.bikeId,
    source: decoded.source,
  });
  const scanned = Array.from({ length: rows.count }, (_, row) => rows.reading(row));
  expect(scanned).toEqual(decoded.readings.map(({ timeMs, values }) => ({ timeMs, values })));
  return true;
}

const aNumberText = fc.oneof(
  fc.double({ min: -200, max: 20_000, noNaN: true }).map(String),
  fc.integer({ min: -700, max: 10_000 }).map(String),
  fc.tuple(fc.integer({ min: -90, max: 120 }), fc.nat(9_999_999)).map(([whole, part]) => `${whole}.${part}`),
  fc.constantFrom(
    "-0",
    "0",
    "1e2",
    "01",
    "1.",
    ".5",
    "-",
    "9007199254740993",
    "0.1234567890123456",
    "12345678901234567890",
    "1.005",
  ),
);
const aFieldValue = (index: number): fc.Arbitrary<string> => {
  const field = FIELDS[index];
  const unusual = fc.constantFrom(
    "null",
    "true",
    '"x"',
    "[]",
    "{}",
    "-1",
    "1e1",
    '"\\u0041"',
    '["a",]',
    '[ "b" , "a","b"]',
    '""',
    '"ü"',
    "tru",
  );
  if (field?.kind !== "number") {
    const usual = fc.constantFrom("true", "false", "[]", '["E02","E01"]', '["E1"]', '"1.2.3"', '"a b"');
    return fc.oneof({ weight: 50, arbitrary: usual }, { weight: 1, arbitrary: unusual });
  }
  const inRange = fc
    .tuple(
      fc.integer({ min: field.min * 1_000, max: Math.min(field.max, 1e9) * 1_000 }),
      fc.integer({ min: 0, max: 8 }),
    )
    .map(([thousandths, decimals]) => (thousandths / 1_000).toFixed(field.whole ? 0 : decimals));
  return fc.oneof(
    { weight: 100, arbitrary: inRange },
    { weight: 1, arbitrary: aNumberText },
    { weight: 1, arbitrary: unusual },
  );
};
const space = fc.oneof(
  { weight: 120, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: fc.constantFrom(" ", "\n", "\t ", "\u0000", "\u000b") },
);
const aSlot = fc.oneof(
  { weight: 80, arbitrary: fc.integer({ min: 2, max: FIELDS.length - 1 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, FIELDS.length) },
);
const aMember = aSlot.chain((index) =>
  fc
    .tuple(
      space,
      index === FIELDS.length
        ? fc.constantFrom('"new_field":1', '"t":5', '"lat":1')
        : aFieldValue(index).map((value) => `"${FIELDS[index]?.name}":${value}`),
    )
    .map(([before, member]) => before + member),
);
const aTime = fc.oneof(
  { weight: 60, arbitrary: fc.integer({ min: 0, max: 2 ** 42 }).map((t) => `"t":${t}`) },
  { weight: 1, arbitrary: fc.constantFrom('"t":1.5', '"t":null', '"t":-5', '"x":1', '"t":1.0') },
);
const aPosition = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom("", ',"lat":47.1415001,"lon":9.5', ',"lat":-90,"lon":180.0') },
  { weight: 1, arbitrary: fc.constant(',"lat":47.5') },
);
const aReadingText = fc
  .tuple(
    aTime,
    aPosition,
    fc.uniqueArray(aMember, { maxLength: 8, selector: (member) => member.split(":")[0] }),
  )
  .map(
    ([time, position, members]) => `{${time}${position}${members.map((member) => `,${member}`).join("")}}`,
  );
const usually = (usual: string, ...unusual: string[]) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...unusual) },
  );
const aHead = usually(
  '"v":1,"bike_id":"LI-000123","source":"app"',
  '"source":"iot","v":1 ,"bike_id":"A1B"',
  '"v":1,"bike_id":"li-1","source":"app"',
  '"v":2,"bike_id":"LI-1","source":"app"',
  '"v":1,"bike_id":"-A1","source":"app"',
  '"v":1,"bike_id":"LI-1","source":"gps"',
);
const aPacketText = fc
  .tuple(
    aHead,
    usually("", ',"sent_at":"2026-11-20T08:00:00.000Z"', ',"extra":1'),
    fc.array(aReadingText, { minLength: 1, maxLength: 4 }),
    usually("}", "}\n", '},"x"', ',"sent_at":"x"}', ""),
  )
  .map(([head, sent, readings, end]) => `{${head}${sent},"readings":[${readings.join(",")}]${end}`);

describe("scanPacket", () => {
  it("reads exactly what the general decoder reads, or leaves the packet to it", () => {
    let taken = 0;
    fc.assert(
      fc.property(aPacketText, (json) => {
        if (expectAgreement(json)) taken++;
      }),
      { numRuns: 4_000 },
    );
    expect(taken).toBeGreaterThan(350);
  });

  it.each([
    '{"v":1,"bike_id":"AAA","bike_id":"BBB","source":"iot","readings":[{"t":1}]}',
    '{"v":1,"bike_id":"AAA","source":"iot","readings":[{"t":1}],"bike_id":"BBB"}',
    '{"v":1,"bike_id":"AAA","bike\\u005fid":"BBB","source":"iot","readings":[{"t":1}]}',
    '{"v":1,"bike_id":"BBB","source":"app","source":"iot","readings":[{"t":1}]}',
    '{"v":1,"bike_id":"BBB","source":"iot","readings":[{"t":2}],"readings":[{"t":1}]}',
    '{"v":1,"bike_id":"BBB","source":"iot","readings":[{"t":2,"t":1}]}',
  ])("leaves names that come twice to the general decoder, where the last counts: %s", (json) => {
    expect(scanPacket(Buffer.from(json), rows)).toBe(false);
    expect(decodePacketText(json)).toMatchObject({ bikeId: "BBB", source: "iot", readings: [{ timeMs: 1 }] });
  });

  it("reads a packet among other bytes, and nothing that lies behind its end", () => {
    const whole = '{"v":1,"bike_id":"LI-1","source":"iot","readings":[{"t":1795161600000,"speed_kmh":21.4}]}';
    const [before, behind] = ['{"v":1,', `,"x":1}${whole}`];
    const all = Buffer.from(before + whole + behind);
    const start = before.length;
    expect(scanPacket(all, rows, start, start + whole.length)).toBe(true);
    expect(rows.bikeId).toBe("LI-1");
    for (let cut = 0; cut < whole.length; cut++)
      expect(scanPacket(all, rows, start, start + cut)).toBe(false);
  });

  it("agrees on packets with a byte changed, removed or put in", () => {
    const usual =
      '{"v":1,"bike_id":"LI-000123","source":"iot","sent_at":"2026-11-20T08:00:00.000Z","readings":[{"t":1795161600000,"lat":47.1415,"lon":9.5215,"speed_kmh":21.4,"soc_pct":63.5,"locked":false,"error_codes":["E2","E1"],"firmware":"4.2.1","seq":12},{"t":1795161601000,"battery_current_a":-3.25}]}';
    expect(expectAgreement(usual)).toBe(true);
    const aByte = fc.oneof(
      fc.constantFrom(...'{}[],:"\\0123456789.-eE tfn\n\u0000é'),
      fc.string({ minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.nat(usual.length - 1), fc.nat(2), aByte, (place, removed, put) => {
        expectAgreement(usual.slice(0, place) + put + usual.slice(place + removed));
      }),
      { numRuns: 8_000 },
    );
  });
});
