import { access } from "node:fs/promises";
import { readEnvironmentFile, writeEnvironment } from "./environment-file";
import type { Folders } from "./folders";
import { readOrMakeSecrets, writeSecrets } from "./secrets";

/** Keeps the demo clients' keys with the other secrets, so that the next start knows them, and in the environment. */
export async function rememberDemoKeys(
  folders: Folders,
  keys: Readonly<Record<string, string>>,
): Promise<void> {
  const known = await access(folders.secretsFile).then(
    () => true,
    () => false,
  );
  if (!known) return;
  const secrets = await readOrMakeSecrets(folders.secretsFile);
  await writeSecrets(folders.secretsFile, { ...secrets, demoKeys: { ...keys } });
  await writeEnvironment(folders.environmentFile, {
    ...(await readEnvironmentFile(folders.environmentFile)),
    ...keys,
  });
}
