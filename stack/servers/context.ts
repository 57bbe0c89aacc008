import { chown, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Folders } from "@/stack/folders";
import type { Identity } from "@/stack/process/identity";
import type { LaunchOptions } from "@/stack/process/launch";
import type { Secrets } from "@/stack/secrets";
import type { Java } from "@/stack/toolchain";

/** What every server is started with. */
export interface ServerContext {
  readonly folders: Folders;
  readonly kind: "local" | "test";
  readonly identity: Identity | undefined;
  readonly passClosedFolders: boolean;
  readonly java: Java;
  readonly secrets: Secrets;
  /** The usual port or the next free one; any in tests. */
  readonly port: (usual: number) => Promise<number>;
}

/** A folder that belongs to the servers' user and that nobody else can read. */
export async function ownedFolder(context: ServerContext, ...path: readonly string[]): Promise<string> {
  const folder = join(context.folders.data, ...path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (context.identity) await chown(folder, context.identity.uid, context.identity.gid);
  return folder;
}

type Place = Pick<LaunchOptions, "name" | "logFile" | "recordFile" | "identity" | "passClosedFolders">;

/** Where a server logs and is noted, and who it runs as. */
export const placeOf = (context: ServerContext, name: string, file: string): Place => ({
  name,
  logFile: join(context.folders.logs, `${file}.log`),
  recordFile: join(context.folders.run, `${file}.json`),
  identity: context.identity,
  passClosedFolders: context.passClosedFolders,
});
