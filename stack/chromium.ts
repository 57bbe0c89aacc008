import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** Path of the browser for tests. @throws Error, one sentence, when there is none. */
export async function findChromium(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string> {
  const folders = (environment.PATH ?? "").split(delimiter);
  const candidates = environment.CHROMIUM_PATH
    ? [environment.CHROMIUM_PATH]
    : NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const candidate of candidates) {
    const runs = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return candidate;
  }
  throw new Error(
    environment.CHROMIUM_PATH
      ? `The browser tests need Chromium: CHROMIUM_PATH names “${environment.CHROMIUM_PATH}”, which does not run.`
      : `The browser tests need Chromium: none of ${NAMES.join(", ")} is in PATH (install one, or set CHROMIUM_PATH).`,
  );
}
