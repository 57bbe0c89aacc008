import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elementsOf, membersOf } from "./json-slices";

const parse = (bytes: Buffer): unknown => JSON.parse(bytes.toString("utf8"));
const spaced = fc.constantFrom(undefined, 1, "\t");

describe("elementsOf", () => {
  it("cuts any list into the bytes of its elements", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), spaced, (list, space) => {
        const elements = elementsOf(Buffer.from(JSON.stringify(list, null, space)));
        expect(elements && [...elements].map(parse)).toEqual(JSON.parse(JSON.stringify(list)));
      }),
    );
  });

  it("keeps numbers as they were written", () => {
    const elements = elementsOf(Buffer.from(" [ 1.50 , 12345678901234567890,-0 ] "));
    expect(elements && [...elements].map(String)).toEqual(["1.50", "12345678901234567890", "-0"]);
  });

  it.each(["", "[", "[1,2", "]", "[1]]", '["a]', "{}", '[{"a":1}}]', "[1] 2"])(
    "finds no list in %s",
    (text) => {
      expect(elementsOf(Buffer.from(text))).toBeNull();
    },
  );
});

describe("membersOf", () => {
  it("cuts any object into its members", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), spaced, (object, space) => {
        const text = JSON.stringify(object, null, space);
        const members = membersOf(Buffer.from(text));
        const back = (members ?? []).map(([key, value]) => [key, parse(value)]);
        expect(back).toEqual(Object.entries(JSON.parse(text)));
      }),
    );
  });

  it("keeps a key that comes twice, in any spelling, twice", () => {
    const members = membersOf(Buffer.from('{"a":1,"\\u0061":2}'));
    expect(members?.map(([key, value]) => [key, String(value)])).toEqual([
      ["a", "1"],
      ["a", "2"],
    ]);
  });

  it("looks for no more than it may", () => {
    const text = Buffer.from('{"a":1,"b":2,"c":3}');
    expect(membersOf(text, 3)).toHaveLength(3);
    expect(membersOf(text, 2)).toBeNull();
    expect(elementsOf(Buffer.from("[1,2,3,4,5]"), 2)).toHaveLength(3);
  });
});
