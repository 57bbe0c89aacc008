import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { MINIMUM } from "./versions";

const run = promisify(execFile);

/** Program that fetches the servers. */
export const MAVEN = "mvn";

export interface Java {
  /** Folder that holds `bin/java`. */
  readonly home: string;
  readonly version: string;
}

/** @throws Error, one sentence, when Node is older than what the packages need. */
export function checkNode(version = process.versions.node): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [needMajor, needMinor] = MINIMUM.node;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new Error(`Slipstream needs Node ${needMajor}.${needMinor} or newer; this is Node ${version}.`);
}

/** The JDK of JAVA_HOME, else of PATH. @throws Error, one sentence, when there is none or it is too old. */
export async function findJava(environment = process.env): Promise<Java> {
  const command = environment.JAVA_HOME ? join(environment.JAVA_HOME, "bin", "java") : "java";
  const printed = await run(command, ["-XshowSettings:properties", "-version"]).catch(() => undefined);
  if (!printed) {
    throw new Error(
      `Slipstream needs a JDK ${MINIMUM.java} or newer: “${command}” does not run (install one, or set JAVA_HOME).`,
    );
  }
  return parseJava(printed.stderr);
}

/** Home and version from what `java -XshowSettings:properties -version` prints. */
export function parseJava(printed: string): Java {
  const property = (name: string) =>
    new RegExp(`^\\s*${name.replaceAll(".", "\\.")} = (.+)$`, "m").exec(printed)?.[1]?.trim();
  const home = property("java.home");
  const version = property("java.version") ?? "unknown";
  if (!home || !(Number.parseInt(property("java.specification.version") ?? "0", 10) >= MINIMUM.java)) {
    throw new Error(`Slipstream needs a JDK ${MINIMUM.java} or newer; this is Java ${version}.`);
  }
  return { home, version };
}

/** @throws Error, one sentence, when Maven does not run. */
export async function checkMaven(): Promise<void> {
  await run(MAVEN, ["-v"]).catch(() => {
    throw new Error(
      `Slipstream needs Maven to fetch Elasticsearch and Kafka once: “${MAVEN}” does not run (install Maven 3.6 or newer).`,
    );
  });
}
