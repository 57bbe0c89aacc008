import { describe, expect, it } from "vitest";
import { readAdminCommand } from "./read-admin-command";

const read = (line: string) => readAdminCommand(line === "" ? [] : line.split(" "));

describe("the command line of the administration", () => {
  it.each(["", "--help", "-h", "clients create --help", "--nonsense -h"])(
    "asks with %j how it is used",
    (line) => expect(read(line)).toEqual({ kind: "help" }),
  );

  it("names a command and its options", () => {
    expect(read("clients list")).toEqual({ kind: "run", command: "clients list", options: {} });
    expect(read("users disable --email a@x.example,b@x.example --reason=left")).toEqual({
      kind: "run",
      command: "users disable",
      options: { email: "a@x.example,b@x.example", reason: "left" },
    });
    expect(read("clients create --name N --organisation O --scopes read --bikes LI-*").kind).toBe("run");
    const issuer = "--issuer https://a.example --audience A --keys https://a.example/keys --reason R";
    expect(read(`riders issuer --organisation O ${issuer}`).kind).toBe("run");
    expect(read(`riders issuer --organisation O ${issuer} --claim card --speak riders`).kind).toBe("run");
  });

  it.each([
    ["clients", "expected one of the commands below, got clients"],
    ["remove everything", "expected one of the commands below, got remove everything"],
    ["--email a@x.example", "expected one of the commands below, got none"],
    ["toString", "expected one of the commands below, got toString"],
    ["clients list --colour red", "expected one of the commands below, got clients list red"],
    ["clients list --colour=red", "expected an option of clients list, got --colour"],
    ["clients list --email=a@x.example", "expected an option of clients list, got --email"],
    ["clients list -x", "expected an option of clients list, got -x"],
    ["clients revoke --id", "expected a value after --id, got nothing"],
    ["clients revoke --id= --reason=R", "expected a value after --id, got nothing"],
    ["riders remove --organisation O", "expected --reason, got nothing"],
    ["clients revoke", "expected --id and --reason, got nothing"],
  ])("says in a sentence what is wrong with %s", (line, why) => {
    expect(read(line)).toEqual({ kind: "wrong", why });
  });
});
