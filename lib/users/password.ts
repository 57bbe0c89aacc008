import { hash, verify } from "@node-rs/argon2";

/** Longer ones are no passwords but an attempt to make the hash expensive. */
export const LONGEST_PASSWORD = 1_024;

/** argon2id with the package's defaults, which are OWASP's: 19 MiB, two passes, one thread. */
export const hashOfPassword = (password: string): Promise<string> => hash(password);

let nobody: Promise<string> | undefined;

/** Whether the password fits; without a hash it takes as long and says no, so that time betrays no account. */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  nobody ??= hashOfPassword("nobody has this password");
  const fits = await verify(passwordHash ?? (await nobody), password);
  return passwordHash !== null && fits;
}
