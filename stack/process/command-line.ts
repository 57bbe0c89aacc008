import { spawnSync } from "node:child_process";
import type { Identity } from "./identity";

const SETPRIV = "setpriv";

export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
}
export interface Wrapping {
  /** Switch to this user; undefined stays who we are. */
  readonly identity: Identity | undefined;
  /** Sent to the process when its supervisor dies without a word. */
  readonly deathSignal?: NodeJS.Signals | undefined;
  /** Let the other user read below folders that only root may enter, such as root's home. */
  readonly passClosedFolders?: boolean | undefined;
}

/** Whether util-linux's setpriv is here. Without it a hard kill of the supervisor leaves servers for the next start. */
export const hasSetpriv = (): boolean => {
  cachedSetpriv ??= spawnSync(SETPRIV, ["--pdeathsig", "TERM", "true"], { stdio: "ignore" }).status === 0;
  return cachedSetpriv;
};
let cachedSetpriv: boolean | undefined;

/** The command as setpriv runs it. */
export function withSetpriv({ command, args }: CommandLine, wrapping: Wrapping): CommandLine {
  const { identity, deathSignal, passClosedFolders } = wrapping;
  const flags: string[] = [];
  if (deathSignal) flags.push("--pdeathsig", deathSignal.replace(/^SIG/, ""));
  if (identity) flags.push(`--reuid=${identity.uid}`, `--regid=${identity.gid}`, "--clear-groups");
  if (identity && passClosedFolders) {
    // Without the securebit access(2), which Java and initdb ask first, would not count the capability.
    flags.push("--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup");
  }
  return flags.length === 0 ? { command, args } : { command: SETPRIV, args: [...flags, command, ...args] };
}

/** Whether the user can read the file, given the folders above it. */
export function canRead(identity: Identity, file: string): boolean {
  const probe = hasSetpriv()
    ? withSetpriv({ command: "test", args: ["-r", file] }, { identity })
    : { command: "test", args: ["-r", file] };
  const as = hasSetpriv() ? {} : { uid: identity.uid, gid: identity.gid };
  return spawnSync(probe.command, probe.args, { stdio: "ignore", cwd: "/", ...as }).status === 0;
}
