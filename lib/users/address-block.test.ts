import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressBlock } from "./address-block";

describe("the block of an address", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:cb00:7107", "203.0.113.7"],
    ["0:0:0:0:0:ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::", "2001:db8:1:2::/64"],
    ["2001:db8::6", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
    ["::203.0.113.7", "0:0:0:0::/64"],
    ["unknown", "unknown"],
    ["", "unknown"],
    ["203.0.113", "unknown"],
    ["203.0.113.7:443", "203.0.113.7"],
    ["[2001:db8::6]:443", "2001:db8:0:0::/64"],
    ["[2001:db8::6%eth0]", "2001:db8:0:0::/64"],
    ["[203.0.113.7", "unknown"],
    ["2001:db8::6::7", "unknown"],
    ["]/@evil.example", "unknown"],
  ])("of %s is %s", (address, block) => expect(addressBlock(address)).toBe(block));

  it("is shared by all addresses of a /64 and by no other", () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    const network = fc.array(group, { minLength: 4, maxLength: 4 }).filter((groups) => groups.some(Boolean));
    const host = fc.array(group, { minLength: 4, maxLength: 4 });
    const written = (groups: number[]) => groups.map((value) => value.toString(16)).join(":");
    fc.assert(
      fc.property(network, host, host, (of, one, other) => {
        const block = addressBlock(written([...of, ...one]));
        expect(addressBlock(written([...of, ...other]))).toBe(block);
        expect(block).toBe(`${written(of)}::/64`);
      }),
    );
  });
});
