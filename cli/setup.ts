import { readSetupEnvironment } from "@/lib/env/setup";
import { rememberDemoKeys } from "@/stack/demo-keys";
import { foldersOf } from "@/stack/folders";
import { loadLocalEnvironment } from "./local-environment";
import { setUpStores } from "./set-up-stores";

try {
  loadLocalEnvironment();
  const keys = await setUpStores(readSetupEnvironment(), (line) => console.log(line));
  if (keys) await rememberDemoKeys(foldersOf(), keys);
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
}
