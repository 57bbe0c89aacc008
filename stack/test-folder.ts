import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { foldersOf } from "./folders";
import { claim } from "./process/claim";
import type { OnProgress } from "./progress/progress";
import { stopLeftServers } from "./start-stack";

/** A folder for one test run. What killed runs left, servers included, is cleaned away first. */
export async function makeTestFolder(onProgress: OnProgress, suite = "tests"): Promise<string> {
  const tests = join(foldersOf(undefined).root, suite);
  await mkdir(tests, { recursive: true });
  for (const name of await readdir(tests)) {
    const left = foldersOf(join(tests, name));
    const claimed = await claim(join(left.run, "supervisor.json"), "clean up");
    if (claimed.kind === "held") continue;
    await stopLeftServers(left, onProgress);
    await rm(left.root, { recursive: true, force: true });
  }
  const folder = join(tests, String(process.pid));
  await claim(join(foldersOf(folder).run, "supervisor.json"), "tests");
  return folder;
}
