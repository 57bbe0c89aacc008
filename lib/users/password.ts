import { hash, verify } from "@node-rs/argon2";
import { WaitingLine } from "./waiting-line";

/** argon2id with the package's defaults, which are OWASP's: 19 MiB, two passes, one thread. */
export const hashOfPassword = (password: string): Promise<string> => hash(password);

/** Next bundles modules more than once per process; the line must exist once. */
const home: typeof globalThis & { slipstreamVerifications?: WaitingLine } = globalThis;

/** Verifications take memory and a core each: two run at once, twenty wait for well under a second. */
export function verifications(): WaitingLine {
  home.slipstreamVerifications ??= new WaitingLine(2, 20);
  return home.slipstreamVerifications;
}

let nobody: Promise<string> | undefined;

/**
 * Whether the password fits; without a hash it takes as long and says no, so that time betrays no account. Null when
 * too many verifications are waiting.
 */
export const passwordFits = (passwordHash: string | null, password: string): Promise<boolean | null> =>
  verifications().run(async () => {
    nobody ??= hashOfPassword("nobody has this password");
    const fits = await verify(passwordHash ?? (await nobody), password);
    return passwordHash !== null && fits;
  });
