import { expect, it } from "vitest";
import { faultText } from "./fault-text";

it.each([
  ["slow-down:1", "Too many attempts. Try again in 1 second."],
  ["slow-down:300", "Too many attempts. Try again in 300 seconds."],
  ["CredentialsSignin", "E-mail address or password is not right."],
  ["unavailable", "Signing in does not work right now. Try again shortly."],
  ['Failed query: select "users"."password_hash"', "Signing in did not work. Try again."],
])("says for %s in words of ours: %s", (code, words) => expect(faultText(code)).toBe(words));
