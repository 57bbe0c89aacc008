import { describe, expect, it } from "vitest";
import { withSetpriv } from "./command-line";

const server = { command: "/opt/server", args: ["--port", "1"] };

describe("the command line of a server", () => {
  it("is left alone where nothing is to change", () => {
    expect(withSetpriv(server, { identity: undefined })).toEqual(server);
  });

  it("dies with its supervisor and runs as another user without that user's groups", () => {
    const { command, args } = withSetpriv(server, {
      identity: { uid: 65_534, gid: 65_533 },
      deathSignal: "SIGINT",
    });
    expect([command, ...args].join(" ")).toBe(
      "setpriv --pdeathsig INT --reuid=65534 --regid=65533 --clear-groups /opt/server --port 1",
    );
  });

  it("gives a capability only to another user, and only where folders are closed to it", () => {
    const closed = withSetpriv(server, { identity: { uid: 1, gid: 1 }, passClosedFolders: true });
    expect(closed.args.filter((flag) => flag.includes("caps"))).toEqual([
      "--inh-caps=+dac_override",
      "--ambient-caps=+dac_override",
    ]);
    expect(withSetpriv(server, { identity: undefined, passClosedFolders: true })).toEqual(server);
  });
});
