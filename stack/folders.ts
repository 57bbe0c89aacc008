import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the repository. */
export const REPOSITORY = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** Where everything local lives, unless told otherwise: ignored by git, safe to remove when nothing runs. */
const DEFAULT_FOLDER = join(REPOSITORY, ".stack");

/** What Maven fetched; shared by every stack of this clone. */
export const PARTS = join(DEFAULT_FOLDER, "parts");
export const KAFKA_LIBRARIES = join(PARTS, "kafka");
/** Written by JVMs that run as the servers' user. */
export const CLASS_ARCHIVES = join(PARTS, "class-archives");

/** Results of builds, and the stamps of what they were built from. */
export const BUILD = join(DEFAULT_FOLDER, "build");

/** Folders and files of one stack. */
export interface Folders {
  readonly root: string;
  readonly data: string;
  readonly logs: string;
  readonly run: string;
  readonly environmentFile: string;
  readonly secretsFile: string;
}

export function foldersOf(folder: string | undefined = process.env.SLIPSTREAM_STACK_FOLDER): Folders {
  const root = resolve(folder ?? DEFAULT_FOLDER);
  return {
    root,
    data: join(root, "data"),
    logs: join(root, "logs"),
    run: join(root, "run"),
    environmentFile: join(root, "env"),
    secretsFile: join(root, "secrets.json"),
  };
}
