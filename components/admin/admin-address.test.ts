import { expect, it } from "vitest";
import { adminAddress } from "./admin-address";

it.each([
  [{}, "/admin/users"],
  [{ q: "a b", role: undefined, page: 1 }, "/admin/users?q=a+b"],
  [{ q: "", role: "admin", page: 2 }, "/admin/users?role=admin&page=2"],
])("an address leaves out what is as usual: %j", (address, expected) => {
  expect(adminAddress("/admin/users", address)).toBe(expected);
});
