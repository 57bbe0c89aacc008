import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { XmlTokenizer } from "./tokenizer";

const XML = `\ufeff<?xml version="1.0"?>\r\n<!-- a > b --><x:a r="1&amp;2" n='say "hi"' t="a>b">one &#x1F4B6; &lt;\r\ntwo<b/><![CDATA[<c>&amp;]]></x:a>\n`;

function tokens(pieces: readonly string[]): string {
  let told = "";
  const tokenizer = new XmlTokenizer({
    open: (name, attributes) => {
      told += `<${name}${[...attributes].map(([key, value]) => ` ${key}=${value}`).join("")}>`;
    },
    text: (text) => {
      told += text;
    },
    close: (name) => {
      told += `</${name}>`;
    },
  });
  for (const piece of pieces) tokenizer.push(piece);
  tokenizer.end();
  return told;
}

describe("the XML tokenizer", () => {
  it("tells the same wherever the text is cut into pieces", () => {
    const whole = '<a r=1&2 n=say "hi" t=a>b>one 💶 <\ntwo<b></b><c>&amp;</a>';
    expect(tokens([XML])).toBe(whole);
    fc.assert(
      fc.property(fc.array(fc.nat(XML.length), { maxLength: 8 }), (cuts) => {
        const ends = [...cuts, XML.length].sort((a, b) => a - b);
        expect(tokens(ends.map((end, at) => XML.slice(ends[at - 1] ?? 0, end)))).toBe(whole);
      }),
    );
  });

  it.each([
    ["", "too early"],
    ["<a>", "too early"],
    ["<a", "too early"],
    ["<a></b>", "do not match"],
    ["<a/><b/>", "two roots"],
    ["text<a/>", "outside"],
    ["<a>&nbsp;</a>", "reference"],
    ["<a>&#0;</a>", "reference"],
    ["<a>&#xD800;</a>", "reference"],
    ["<a>& b</a>", "reference"],
    ['<a x="1" x="2"/>', "twice"],
    ["<a x=1/>", "broken tag"],
    ["<1/>", "without a name"],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"],
  ])("refuses %j", (xml, message) => expect(() => tokens([xml])).toThrow(message));

  it("reads any text or refuses it", () => {
    const text = fc.string({ unit: fc.constantFrom(..."<>/a b='\"&;#x1!-[]?CDATA") });
    fc.assert(
      fc.property(text, fc.boolean(), (drawn, inside) => {
        try {
          tokens([inside ? `<a>${drawn}</a>` : drawn]);
        } catch (fault) {
          expect(fault).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
