import { expect, it } from "vitest";
import { addressOf } from "./address-of";

it.each([
  ["https://bikes.example/", "10.0.0.7:3000", "http", "https://bikes.example"],
  [undefined, "127.0.0.1:3000", null, "http://127.0.0.1:3000"],
  [undefined, "localhost:3100", "https", "https://localhost:3100"],
  [undefined, "[::1]:3000", "http", "http://[::1]:3000"],
])("fills in where the reader is: %s, %s, %s", (service, host, scheme, address) => {
  expect(addressOf(service, host, scheme)).toBe(address);
});

it.each(['a";rm -rf ~;"', "$(id)", "", "a b", null])("puts no foreign words into a shell: %s", (host) => {
  expect(addressOf(undefined, host, null)).toBe("http://127.0.0.1:3000");
});
