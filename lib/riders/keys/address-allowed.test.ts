import { describe, expect, it } from "vitest";
import { addressFault, isAddressAllowed } from "./address-allowed";

describe("keys are fetched", () => {
  it.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"])(
    "from the public address %s",
    (address) => {
      expect(isAddressAllowed(address, false)).toBe(true);
    },
  );

  it.each([
    ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1"],
    ...["198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8"],
    ...["64:ff9b::a00:1", "fc00::1", "fd00:ec2::254", "fe80::1", "ff02::1", "2001:db8::1", "2002:a00:1::"],
    ...["2001::1", "login.example.org", ""],
  ])("not from %s, also not in the local stack unless it is this machine", (address) => {
    expect(isAddressAllowed(address, false)).toBe(false);
    expect(isAddressAllowed(address, true)).toBe(["127.0.0.1", "::1"].includes(address));
  });

  it.each([
    ["https://login.example.org/keys?v=2", null],
    ["https://8.8.8.8/keys", null],
    ["http://login.example.org", "expected https://"],
    ["file:///etc/passwd", "expected https://"],
    ["login.example.org", "expected an address such as"],
    ["https://user:word@login.example.org", "without user"],
    ["https://login.example.org/#keys", "without user"],
    ["https://127.0.0.1/keys", "public"],
    ["https://0x7f.1/keys", "public"],
    ["https://2130706433/keys", "public"],
    ["https://[::1]/keys", "public"],
    ["https://[::ffff:127.0.0.1]/keys", "public"],
    ["https://localhost/keys", "public"],
    ["https://169.254.169.254/latest", "public"],
    ["http://127.0.0.1:4000/keys", "expected https://"],
    [`https://login.example.org/${"x".repeat(500)}`, "at most 500"],
  ])("from an address like this: %s", (address, words) => {
    const fault = addressFault(address, false);
    if (words === null) expect(fault).toBeNull();
    else expect(fault).toContain(words);
  });

  it.each(["http://127.0.0.1:4000/keys", "http://localhost/keys", "http://[::1]/keys", "https://localhost"])(
    "in the local stack from this machine, too: %s",
    (address) => {
      expect(addressFault(address, true)).toBeNull();
    },
  );

  it("in the local stack from no other machine of the same network", () => {
    expect(addressFault("http://192.168.1.1/keys", true)).toContain("or http:// to this machine");
    expect(addressFault("https://192.168.1.1/keys", true)).toContain("public");
  });
});
