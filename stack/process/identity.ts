import { spawnSync } from "node:child_process";
import { stat } from "node:fs/promises";

/** Who servers run as: Elasticsearch and PostgreSQL refuse to run as root. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Undefined for an ordinary user, whose servers run as that user. For root: the owner of the folder when it is somebody
 * else's, so that data made before stays usable, else `nobody`.
 * @throws Error when root has no other user to fall back to.
 */
export async function serverIdentity(dataFolder: string): Promise<Identity | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(dataFolder).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const [uid, gid] = ["-u", "-g"].map((flag) => {
    const { stdout, status } = spawnSync("id", [flag, "nobody"], { encoding: "utf8" });
    return status === 0 ? Number.parseInt(stdout, 10) : Number.NaN;
  });
  if (!uid || !gid) throw new Error("The servers cannot run as root, and this system has no user “nobody”.");
  return { uid, gid };
}
