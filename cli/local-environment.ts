import { existsSync } from "node:fs";
import { foldersOf } from "@/stack/folders";

/** Where no servers are named in the environment, those of the local stack are meant, if it runs. */
export function loadLocalEnvironment(): void {
  const { environmentFile } = foldersOf();
  if (process.env.SLIPSTREAM_DATABASE_URL === undefined && existsSync(environmentFile)) {
    process.loadEnvFile(environmentFile);
  }
}
